"""The meaning of a typed text, and the reason for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from bot.instructions.reading.chatter import is_idle
from bot.instructions.reading.clauses import is_tagged, judge, plain_assent
from bot.instructions.reading.cutting import PLACES, OwnWords, cut, numbers
from bot.instructions.reading.levelled import level
from bot.instructions.reading.meanings import Meaning, Reading, Why
from bot.instructions.reading.others import names_somebody, speaks_for_another
from bot.instructions.reading.phrases import Is, Lexicon, Piece, Says, shipped
from bot.instructions.reading.second_opinion import second_opinion
from bot.instructions.reading.turns import is_too_ill
from bot.instructions.reading.verdicts import Clause, Verdict
from bot.instructions.reading.weighing import weigh
from bot.roster.fold import fold, fold_unit

MOST = 600
"""Characters of a text that are read at most."""


@dataclass(frozen=True, slots=True)
class Writer:
    """The names of the writer and of their units."""

    units: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


NOBODY = Writer()


def read(text: str, writer: Writer = NOBODY, lexicon: Lexicon | None = None) -> Reading:
    """The meaning of a typed answer."""
    words = level(text[:MOST])
    known = lexicon or shipped()
    pieces = cut(words, known, writers_words(writer))
    return _with_buildings(second_opinion(_ruled(words, pieces, known), pieces, known), pieces)


def read_by_rules(text: str, writer: Writer = NOBODY, lexicon: Lexicon | None = None) -> Reading:
    """The meaning as the rules alone find it, for words that may be no answer at all."""
    words = level(text[:MOST])
    known = lexicon or shipped()
    pieces = cut(words, known, writers_words(writer))
    return _with_buildings(_ruled(words, pieces, known), pieces)


def _ruled(text: str, pieces: Sequence[Piece], lexicon: Lexicon) -> Reading:
    assent = plain_assent(pieces)
    if assent is not None:
        return Reading(Meaning.YES, Why.ASSENT, assent.text)
    return _together(list(_verdicts(pieces, text, lexicon)), lexicon)


def _with_buildings(found: Reading, pieces: Sequence[Piece]) -> Reading:
    places = [each for each in pieces if each.says in PLACES]
    if not places:
        return found
    named = dict.fromkeys(number for each in places for number in numbers(each))
    return found._replace(buildings=tuple(named))


_SMALL = frozenset(
    {Says.ASSENT, Says.SHORT, Says.THANKS, Says.ADDRESS, Says.RANK, Says.FOLK, Says.SELF}
    | {Says.FILLER, Is.OWN, Is.BREAK, Is.GAP}
)


def is_small_talk(text: str, lexicon: Lexicon | None = None) -> bool:
    """Whether a text is an answer word, thanks or a greeting: such a text never begins an
    instruction."""
    words = level(text[:MOST])
    return all(
        each.says in _SMALL for each in cut(words, lexicon or shipped(), writers_words(NOBODY))
    )


def building_number(name: str) -> str:
    """The number people call a building by: 3 for 3栋, 三号楼 and 荷塘苑3幢."""
    plain = fold_unit(name)
    found = _ENDS_IN_NUMBER.search(plain)
    return found[0] if found else plain


_ENDS_IN_NUMBER = re.compile(r"\d+[a-z]?$")


@lru_cache(4096)
def writers_words(writer: Writer) -> OwnWords:
    numbers = {building_number(each) for each in writer.units}
    words = {level(each) for each in (*writer.units, *writer.names)} | {
        fold(each) for each in writer.names
    }
    longest = sorted((each for each in words if len(each) > 1), key=len, reverse=True)
    starts = frozenset(each[0] for each in longest)
    return OwnWords(frozenset(numbers), dict.fromkeys(longest, Is.OWN), starts)


def _verdicts(pieces: Sequence[Piece], text: str, lexicon: Lexicon) -> Iterator[Verdict]:
    ill, asked = is_too_ill(text), False
    for clause in _clauses(pieces):
        plain = clause
        if "?" in text:
            plain = [each for each in clause if each.says is not Is.MARK]
            asked = len(plain) < len(clause)
        for part in _parts(plain, asked):
            yield judge(weigh(part, text, ill, lexicon), asked)


def _parts(clause: list[Piece], asked: bool) -> list[list[Piece]]:
    """Part assent from what the writer goes on to say without a comma: 收到我再去看看."""
    if asked or len(clause) < 3 or clause[0].says is not Says.ASSENT:
        return [clause]
    at = next((at for at, each in enumerate(clause[1:], 1) if each.says not in _PAUSE), 0)
    if not at or clause[at].says is not Says.SELF or is_tagged(clause):
        return [clause]
    if at == len(clause) - 1 or (at == 1 and clause[0].text in _OF_SOMETHING):
        return [clause]
    return [clause[:at], clause[at:]]


_PAUSE = {Says.FILLER, Is.GAP}
_OF_SOMETHING = frozenset(
    {"知道", "晓得", "明白", "清楚", "了解", "看到", "看见", "听到", "懂得", "确认", "know"}
)
"""Assent that may be about what follows: 知道我们几点去."""


def _clauses(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Split at breaks and gaps; a lone 吗 or ? belongs to the clause before, 没 to the
    one after."""
    clause: list[Piece] = []
    found = [clause]
    for piece in pieces:
        if piece.says not in _BETWEEN:
            clause.append(piece)
        elif piece.says is Is.BREAK or not _open(clause):
            found.append(clause := [])
    merged: list[list[Piece]] = []
    for clause in found:
        if merged and clause and all(map(_trails, clause)):
            merged[-1].extend(clause)
        elif clause:
            merged.append(clause)
    return merged


_BETWEEN = frozenset({Is.BREAK, Is.GAP})
_GOES_ON_AFTER = frozenset({Says.NOT, Says.PROXY, Says.SELF, Is.OWN})


def _open(clause: Sequence[Piece]) -> bool:
    return bool(clause) and clause[-1].says in _GOES_ON_AFTER


def _trails(piece: Piece) -> bool:
    return piece.says in _TRAILING and (piece.tag or piece.says is Is.MARK)


_TRAILING = frozenset({Is.MARK, Says.TAG})


_ANSWERS = {Clause.ASSENT, Clause.ASSENT_MORE}
_SAYS_NOTHING = {Clause.BLANK, Clause.THANKS}


def _together(found: Sequence[Verdict], lexicon: Lexicon) -> Reading:
    """Combine the clauses: trouble first, then assent, then everything else."""
    by = {each.clause: each for each in reversed(found)}
    if Clause.SURELY in by:
        found = _rhetoric_settled(found)
        by = {each.clause: each for each in reversed(found)}
    help_ = _help(found, by)
    if help_ is not None:
        return help_
    if Clause.REFUSED in by:
        return Reading(Meaning.NO, Why.REFUSAL, by[Clause.REFUSED].words)
    if _ANSWERS.isdisjoint(by):
        return _unanswered(found, by)
    return _answered(found, by, lexicon)


def _rhetoric_settled(found: Sequence[Verdict]) -> Sequence[Verdict]:
    """A rhetorical question is assent, unless something else is denied or asked: then it is a
    question like others."""
    said = {each.clause for each in found}
    means = Clause.ASSENT if said.isdisjoint(_DENIALS) else Clause.QUESTION
    return [each._replace(clause=means) if each.clause is Clause.SURELY else each for each in found]


def _help(found: Sequence[Verdict], by: Mapping[Clause, Verdict]) -> Reading | None:
    if _TROUBLED.isdisjoint(by):
        return None
    last = max((at for at, each in enumerate(found) if _is_over(each)), default=-1)
    calls = [each for each in found[last + 1 :] if each.clause in _CALLS]
    if not calls and Clause.FAULT in by and _REPEATS.isdisjoint(by):
        calls = [each for each in found[last + 1 :] if each.clause is Clause.FAULT]
    if not calls:
        return None
    worst = next((each for each in calls if each.clause is Clause.DANGER), calls[0])
    cry = all(each.cry or each.clause in _SAYS_NOTHING | _ANSWERS for each in found)
    why = Why.DANGER if worst.clause is Clause.DANGER else Why.TROUBLE
    return Reading(Meaning.HELP, why, worst.words, cry)


def _is_over(verdict: Verdict) -> bool:
    if verdict.clause is Clause.CALM:
        return not _GOES_ON.search(verdict.words)
    return verdict.clause not in _TROUBLED and _says(verdict, _FINE)


def _says(verdict: Verdict, kinds: AbstractSet[Says | Is]) -> bool:
    return any(each.says in kinds for each in verdict.pieces)


_FINE = {Says.FINE}
_GOES_ON = re.compile("还在|仍|还没|还是|就是[^烧]")
"""Not all is over: 人没事就是水还在流."""


_CALLS = {Clause.DANGER, Clause.TROUBLE}
_TROUBLED = _CALLS | {Clause.FAULT}
_REPEATS = _ANSWERS | {Clause.OTHER, Clause.SOMEBODY}
"""Beside these a fault is a remark."""

# Trouble is in this table only where a later clause says that it is over.
_WITHOUT_ASSENT = (
    (Clause.OTHER, Meaning.OTHER, Why.OTHER),
    (Clause.QUESTION, Meaning.NO, Why.QUESTION),
    (Clause.DANGER, Meaning.NOTE, Why.OVER),
    (Clause.TROUBLE, Meaning.NOTE, Why.OVER),
    (Clause.SOMEBODY, Meaning.ASK, Why.UNSURE),
    (Clause.DENIED, Meaning.NO, Why.DENIAL),
    (Clause.DENIAL, Meaning.NO, Why.DENIAL),
    (Clause.THEIRS, Meaning.OTHER, Why.OTHER),
    (Clause.EXCUSE, Meaning.NO, Why.DENIAL),
    (Clause.UNSURE, Meaning.ASK, Why.UNSURE),
    (Clause.BUSY, Meaning.ASK, Why.LATER),
    (Clause.LATER, Meaning.ASK, Why.LATER),
    (Clause.CALM, Meaning.NOTE, Why.OVER),
    (Clause.REMARK, Meaning.ASK, Why.REMARK),
    (Clause.SIGNED, Meaning.ASK, Why.REMARK),
    (Clause.THANKS, Meaning.YES, Why.THANKS),
)


def _unanswered(found: Sequence[Verdict], by: Mapping[Clause, Verdict]) -> Reading:
    if Clause.SOMEBODY in by and (Clause.SIGNED in by or any(map(_names_another, found))):
        return Reading(Meaning.OTHER, Why.OTHER, by[Clause.SOMEBODY].words)
    if Clause.THEIRS in by and _only_theirs(found, by):
        return Reading(Meaning.OTHER, Why.OTHER, by[Clause.THEIRS].words)
    for clause, meaning, why in _WITHOUT_ASSENT:
        if clause in by:
            return Reading(meaning, why, by[clause].words)
    return Reading(Meaning.ASK, Why.BLANK)


def _names_another(verdict: Verdict) -> bool:
    """Whether a clause begins with another building or person, or speaks for one."""
    pieces = verdict.pieces
    return bool(pieces) and (names_somebody(pieces[0]) or speaks_for_another(pieces))


_DENIALS = {Clause.DENIED, Clause.DENIAL, Clause.QUESTION}


def _only_theirs(found: Sequence[Verdict], by: Mapping[Clause, Verdict]) -> bool:
    """Whether nothing but another building's denial is said: no denial of the writer's own."""
    mine = any(each.clause in _DENIALS and _says(each, _MINE) for each in found)
    return not mine and by.keys().isdisjoint(_TROUBLED)


_MINE: AbstractSet[Says | Is] = {Says.SELF, Is.OWN}


def _answered(found: Sequence[Verdict], by: Mapping[Clause, Verdict], lexicon: Lexicon) -> Reading:
    spoken = list(_without_small_talk(found, lexicon))
    assents = Clause.ASSENT in {each.clause for each in spoken}
    if _ANSWERS & {spoken[0].clause, spoken[-1].clause}:
        spoken = [each for each in spoken if each.clause is not Clause.EXCUSE]
    ends = {spoken[0].clause, spoken[-1].clause}
    if Clause.DENIED in by and Clause.ASSENT not in ends:
        return Reading(Meaning.NO, Why.DENIAL, by[Clause.DENIED].words)
    if _HEDGED & by.keys() and not assents:
        words = next(each.words for each in found if each.clause in _HEDGED)
        return Reading(Meaning.ASK, Why.UNSURE, words)
    if not _ANSWERS & ends and not assents:
        return Reading(Meaning.ASK, Why.REMARK, spoken[0].words)
    words = next(each.words for each in found if each.clause in _ANSWERS)
    if Clause.SIGNED in by and _beside_assent(spoken):
        return Reading(Meaning.OTHER, Why.OTHER, by[Clause.SIGNED].words)
    if {each.clause for each in spoken} == _ONLY_ASSENT:
        return Reading(Meaning.YES, Why.ASSENT, words)
    more = next((each.words for each in spoken if each.clause not in _ANSWERS), words)
    return Reading(Meaning.NOTE, Why.MORE, more)


def _without_small_talk(found: Sequence[Verdict], lexicon: Lexicon) -> Iterator[Verdict]:
    for each in found:
        if each.clause in _SAYS_NOTHING:
            continue
        if not is_idle(each, lexicon):
            yield each
        elif each.clause is Clause.ASSENT_MORE:
            yield each._replace(clause=Clause.ASSENT)


_ONLY_ASSENT = {Clause.ASSENT}
_SIGNED = {Clause.ASSENT, Clause.SIGNED}
_HEDGED = {Clause.UNSURE, Clause.SOMEBODY}


def _beside_assent(spoken: Sequence[Verdict]) -> bool:
    """Whether only assent stands beside a signature: 收到，5栋."""
    return {each.clause for each in spoken} <= _SIGNED
