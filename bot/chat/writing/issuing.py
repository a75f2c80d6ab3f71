"""The issuer's private message, in whichever of its shapes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.looking.rows import title
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import bold, lines, shorten
from bot.chat.texts import Translator
from bot.chat.writing.choosing import DeadlineView, ScopeView, render_deadline, render_scope
from bot.chat.writing.preview import DraftView, render_draft
from bot.chat.writing.sending import (
    GoneView,
    NightView,
    PendingView,
    render_gone,
    render_night,
    render_pending,
)
from bot.chat.writing.summary import SummaryView, render_summary
from bot.instructions.model import Instruction

PreviewView = (
    DraftView | NightView | PendingView | GoneView | ScopeView | DeadlineView | SummaryView
)


def render_preview(view: PreviewView, t: Translator) -> Outgoing:
    """The draft, a choice, the undo time, or the summary."""
    match view:
        case DraftView():
            return render_draft(view, t)
        case NightView():
            return render_night(view, t)
        case ScopeView():
            return render_scope(view, t)
        case DeadlineView():
            return render_deadline(view, t)
        case PendingView():
            return render_pending(view, t)
        case SummaryView():
            return render_summary(view, t)
        case GoneView():
            return render_gone(view, t)


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
