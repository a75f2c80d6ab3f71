"""Joins names, forms of address and thanks: 李师傅, 谢谢网格员小刘."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.instructions.reading.phrases import Is, Piece, Says

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_FULL_NAME = re.compile(rf"[帮替代给]?[{_SURNAMES}].{{1,2}}")
_FAMILIAR = re.compile(rf"[帮替代给]?(?:[小老][{_SURNAMES}]|阿.)[说讲话叫让喊托]?")
_BEFORE_TITLE = re.compile(rf"[帮替代给]?[小老阿]?[{_SURNAMES}].{{0,2}}")
_REAL_THANKS = re.compile("谢|感|恩|辛苦.|thank|thx")

COURTESIES = frozenset({Says.THANKS, Says.WISH})
_OPENING = COURTESIES | {Says.BOTHER}
JOINED = _OPENING | {Is.UNKNOWN}
"""Without one of these in a clause there is nothing to join."""

_WHOM = frozenset(
    {Is.NAME, Says.RANK, Says.FOLK, Says.ADDRESS, Says.PERSON, Says.TITLE, Says.FILLER}
)
_WHAT_FOR = frozenset({Says.NEUTRAL, Says.EARLIER})
_LONGEST_REASON = 8


def is_full_name(piece: Piece) -> bool:
    """Whether an unknown word looks like a person's name: 李强."""
    return piece.says is _UNKNOWN and bool(_FULL_NAME.fullmatch(piece.text))


def courteous(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with names and thanks joined."""
    if "谢" in [each.text for each in pieces]:
        pieces = list(_xie(pieces))
    said = {each.says for each in pieces}
    if Is.UNKNOWN in said:
        pieces = list(_named(pieces))
    return list(pieces) if said.isdisjoint(_OPENING) else list(_thanked(pieces))


def _xie(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """谢 is a surname before a given name, or before a title that answers: 谢敏, 谢主任收到."""
    for at, piece in enumerate(pieces):
        after = [each.says for each in pieces[at + 1 : at + 3]]
        name = after[:1] == [Is.UNKNOWN] or (after[1:] == [Says.ASSENT] and after[0] in _TITLES)
        yield Piece(Is.UNKNOWN, piece.text) if piece.text == "谢" and name else piece


_TITLES = frozenset({Says.RANK, Says.FOLK})


def _named(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Join surname and title: 李 and 姐 name a neighbour, 李 and 主任 a superior."""
    before: Piece | None = None
    for piece in pieces:
        if piece.says is _UNKNOWN:
            before = Piece(_UNKNOWN, before.text + piece.text) if before else piece
        elif before is None:
            yield piece
        else:
            what = _titled(before, piece)
            if what:
                yield Piece(what, before.text + piece.text)
            else:
                yield _familiar(before)
                yield piece
            before = None
    if before:
        yield _familiar(before)


_UNKNOWN = Is.UNKNOWN


_TITLED: dict[Says | Is, Says | Is] = {
    Says.FOLK: Is.NAME,
    Says.RANK: Says.RANK,
    Says.ADDRESS: Says.ADDRESS,
}


def _titled(before: Piece, title: Piece) -> Says | Is | None:
    what = _TITLED.get(title.says)
    return what if what and _BEFORE_TITLE.fullmatch(before.text) else None


def _familiar(piece: Piece) -> Piece:
    return Piece(Is.NAME, piece.text) if _FAMILIAR.fullmatch(piece.text) else piece


def _thanked(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Join thanks and wishes with whom they are for and what for."""
    thanks: Piece | None = None
    for piece in pieces:
        if thanks and _belongs(thanks, piece):
            thanks = _joined(thanks, piece)
            continue
        if thanks:
            yield thanks
        thanks = piece if piece.says in _OPENING else None
        if not thanks:
            yield piece
    if thanks:
        yield thanks


def _joined(thanks: Piece, piece: Piece) -> Piece:
    bothers = thanks.says is Says.BOTHER and piece.says in _WHOM - {Says.FILLER}
    return Piece(Says.THANKS if bothers else thanks.says, thanks.text + piece.text)


def _belongs(thanks: Piece, piece: Piece) -> bool:
    if piece.says in _WHOM:
        return True
    if thanks.says is Says.WISH and piece.says is Says.OVER:
        return True
    if not _REAL_THANKS.search(thanks.text):
        return piece.says is Is.UNKNOWN and bool(_BEFORE_TITLE.fullmatch(piece.text))
    if piece.says is Is.UNKNOWN:
        return len(piece.text) <= _LONGEST_REASON
    return piece.says in _WHAT_FOR
