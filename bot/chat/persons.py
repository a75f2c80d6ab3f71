"""How people with a post are named: 王芳楼长, 陈刚书记."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.texts import Translator
from bot.roster.model import PostKind
from bot.roster.posts import post_word


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by name and post; `height`: how far above the buildings the post stands."""

    name: str
    kind: PostKind | None = None
    height: int = 0


def address(who: Named, t: Translator) -> str:
    """The name with the post as a title, the way one speaks to them."""
    if who.kind is None:
        return who.name
    word = post_word(who.kind, who.height, t.language)
    return t("{name} ({post})", name=who.name, post=word)
