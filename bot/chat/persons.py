"""People with their posts: 王芳楼长, 陈刚书记."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.texts import Translator
from bot.roster.model import PostKind
from bot.roster.posts import own_word, shown_word


@dataclass(frozen=True, slots=True)
class Named:
    """A person with name and post.

    `height`: the post's height above the buildings; `title`: the office's own word for the post.
    """

    name: str
    kind: PostKind | None = None
    height: int = 0
    title: str | None = None


def address(who: Named, t: Translator) -> str:
    """The name with the post as a title, the way one speaks to them; 成员 is no title.

    Only an operator who is nobody on the roster has no name.
    """
    if not who.name:
        return t("the administrator")
    usual = who.kind is PostKind.HELPER and not own_word(who.title, who.kind, who.height)
    if who.kind is None or usual:
        return who.name
    word = shown_word(who.title, who.kind, who.height, t.language)
    return t("{name} ({post})", name=who.name, post=word)


_DOUBLE = frozenset(
    {"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "尉遲"}
    | {"公孙", "公孫", "令狐", "慕容", "司徒", "夏侯"}
)
"""Surnames of two signs."""


def surname(name: str) -> str:
    """The surname: the first sign of a Chinese name, the last word of any other."""
    plain = name.strip()
    if not plain or ord(plain[0]) < _FIRST_SIGN:
        return plain.split()[-1] if plain else ""
    return plain[:2] if plain[:2] in _DOUBLE else plain[:1]


_FIRST_SIGN = 0x2E80


def by_surname(who: Named | None, t: Translator) -> str:
    """Surname and post, for readers who are not known: 王书记. None: the administrator."""
    if who is None or not who.name:
        return t("the administrator")
    if who.kind is None:
        return surname(who.name)
    word = shown_word(who.title, who.kind, who.height, t.language)
    return t("{surname} ({post})", surname=surname(who.name), post=word)
