"""The message to a liaison about a group in which the bot may not write."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import people_list, shorten
from bot.chat.texts import Translator

_TITLE = 60
_NAMES = 5


@dataclass(frozen=True, slots=True)
class MutedView:
    """The group, and the open instructions (`numbers`) that went to people (`told`) in private
    instead. `works`: writing works again; `here`: the bot is still in the group; `serves`: it
    is still the group of some unit; `seen`: the
    reader has pressed 知道了."""

    title: str
    numbers: tuple[int, ...] = ()
    told: tuple[str, ...] = ()
    works: bool = False
    here: bool = True
    serves: bool = True
    seen: bool = False


def render_muted(view: MutedView, t: Translator) -> Outgoing:
    """What is wrong, what was done, and who can fix it."""
    title = shorten(view.title, _TITLE)
    if not view.here:
        return Outgoing(text=t("I am no longer in this group."))
    if not view.serves:
        return Outgoing(text=t("“{title}” is no unit's group any more.", title=title))
    if view.works:
        return Outgoing(text=t("I may write in “{title}” again. Nothing more to do.", title=title))
    parts = [t("I may not write in “{title}” (perhaps everybody is muted there).", title=title)]
    if view.told:
        parts.append(_instead(view, t))
    parts.append(t("Please ask its owner to let me write, or choose another group."))
    text = " ".join(parts) if t.language == "en" else "".join(parts)
    return Outgoing(text=text, keyboard=[] if view.seen else [_below(t)])


def _below(t: Translator) -> list[Button]:
    choose = Button(t("Choose the group"), pack(Action.GROUP_CHOOSE, 0))
    return [choose, Button(t("Got it"), pack(Action.GROUP_SEEN))]


def _instead(view: MutedView, t: Translator) -> str:
    numbers = t(", ").join(f"#{each}" for each in view.numbers[:_NAMES])
    names = people_list(view.told[:_NAMES], t)
    if len(view.told) > _NAMES:
        names = t("{names} and {n} more", names=names, n=len(view.told) - _NAMES)
    return t("{numbers} went in private to {names}.", numbers=numbers, names=names)
