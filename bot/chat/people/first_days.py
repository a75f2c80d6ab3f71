"""What somebody reads when they take or leave a post."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.outgoing import Outgoing
from bot.chat.people.duties import open_line, post_duties
from bot.chat.posts import SeatName, posts_in_full
from bot.chat.text import lines
from bot.chat.texts import N_, Translator
from bot.instructions.model import Instruction


@dataclass(frozen=True, slots=True)
class FirstDaysView:
    """The posts somebody took and left, those they hold besides, and the notices that are open."""

    name: str
    taken: tuple[SeatName, ...]
    left: tuple[SeatName, ...]
    still: tuple[SeatName, ...]
    open: tuple[Instruction, ...]


_OF = N_("{post} of {unit}")
_AT = N_("{unit} {post}")


def render_first_days(view: FirstDaysView, t: Translator) -> Outgoing:
    """Thanks for the posts left, a welcome to those taken, what they mean, and what is open."""
    taken, left = posts_in_full(view.taken, t, _OF), posts_in_full(view.left, t, _AT)
    still = posts_in_full(view.still, t, _AT)
    text = lines(
        _greeting(view.name, taken, left, t),
        t("You remain {seats}.", seats=still) if still else None,
        *post_duties(view.taken, t),
        open_line(view.open, t),
    )
    return Outgoing(text=text.plain)


def _greeting(name: str, taken: str, left: str, t: Translator) -> str:
    if taken and left:
        return t(
            "Hello, {name}! You are no longer {left}: thank you for all you have done!"
            " You are {taken} now. Thank you for taking it on!",
            name=name, left=left, taken=taken,
        )  # fmt: skip
    if left:
        return t("You are no longer {left}. Thank you for all you have done!", left=left)
    return t(
        "Hello, {name}! You are {taken} now. Thank you for taking it on!", name=name, taken=taken
    )
