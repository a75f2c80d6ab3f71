"""解绑: the question whether an account is to be taken away."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.posts import SeatName, seat_names
from bot.chat.text import lines
from bot.chat.texts import Translator


@dataclass(frozen=True, slots=True)
class UnlinkView:
    """A member and their posts; `own`: they are the reader; `done`, `kept`: what was decided."""

    name: str
    seats: tuple[SeatName, ...]
    own: bool
    done: bool
    kept: bool


def render_unlink(view: UnlinkView, t: Translator) -> Outgoing:
    """The question with its two answers, or what was decided."""
    who = t("{seats} {name}", seats=seat_names(view.seats[:3], t), name=view.name).strip()
    if view.done:
        return Outgoing(text=t("✓ Unlinked: {who}. They can be linked again at any time.", who=who))
    if view.kept:
        return Outgoing(text=t("All right, everything stays as it is."))
    text = lines(_question(view, who, t), t("Posts and answers stay on the roster."))
    rows = [
        [Button(t("Yes, unlink"), pack(Action.UNLINK_SURE))],
        [Button(t("Leave it"), pack(Action.UNLINK_KEEP))],
    ]
    return Outgoing(text=text.plain, keyboard=rows)


def _question(view: UnlinkView, who: str, t: Translator) -> str:
    if view.own:
        return t(
            "Shall this Telegram account be unlinked from you ({who})? No notice comes here then,"
            " and what is open goes to others.",
            who=who,
        )
    return t(
        "Shall the Telegram account of {who} be unlinked? It gets no notices then, and what is"
        " open there goes to others.",
        who=who,
    )
