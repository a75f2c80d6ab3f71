"""What is said around writing: how to, are you sure, and that something was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.looking.rows import title
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import bold, lines, shorten
from bot.chat.texts import Translator
from bot.instructions.model import Instruction

_TITLE = 40


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """Are you sure? `act` is "withdraw" or "close"."""

    instruction: Instruction
    act: str
    sent: int
    silent: int


def render_confirm(view: ConfirmView, t: Translator) -> Outgoing:
    """再确认: what it does, and both ways on."""
    number = view.instruction.id
    if view.act == "withdraw":
        asks = t.n(
            "{n} unit has got it already. Withdraw it there too? The card will say so.",
            "{n} units have got it already. Withdraw it there too? Every card will say so.",
            view.sent,
        )
        sure = Button(t("Yes, withdraw"), pack(Action.WITHDRAW_SURE, number))
    else:
        asks = t.n(
            "{n} unit has not answered. Close it? Nobody is reminded any more.",
            "{n} units have not answered. Close it? Nobody is reminded any more.",
            view.silent,
        )
        sure = Button(t("Yes, close"), pack(Action.CLOSE_SURE, number))
    text = lines(bold(title(view.instruction, t)), asks)
    row = (sure, Button(t("Look again"), pack(Action.KEEP)))
    return Outgoing(text=text.plain, entities=text.entities, keyboard=(row,))


def render_withdrawn_note(instruction: Instruction, t: Translator) -> Outgoing:
    """The short answer to a card that was withdrawn."""
    facts = {"number": instruction.number, "title": shorten(instruction.title, _TITLE)}
    return Outgoing(text=t("#{number} {title} was withdrawn, please disregard it.", **facts))


def render_how_to_write(may: bool, t: Translator) -> Outgoing:
    """What /new says: there is nothing to learn."""
    if not may:
        return Outgoing(
            text=t("Notices are written by liaisons and supervisors. You need not write any.")
        )
    return Outgoing(
        text=t(
            "Simply write it here, or send a photo or a file; what comes within two minutes goes "
            "together. I show you how it will look, and nothing leaves before you press “Send”."
        )
    )
