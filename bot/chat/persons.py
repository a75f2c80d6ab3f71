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
