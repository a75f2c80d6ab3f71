"""The issuer's message in all its forms."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.looking.rows import title
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import bold, lines, shorten, styled, topic
from bot.chat.texts import Translator
from bot.chat.titles import headline
from bot.chat.writing.approving import WaitsForSecondView, render_waits_for_second
from bot.chat.writing.choosing import DeadlineView, ScopeView, render_deadline, render_scope
from bot.chat.writing.correcting import CorrectionView, render_correction
from bot.chat.writing.preview import DraftView, render_draft
from bot.chat.writing.questions import QuestionsView, render_questions
from bot.chat.writing.sending import (
    GoneView,
    NightView,
    OftenView,
    PendingView,
    render_gone,
    render_night,
    render_often,
    render_pending,
)
from bot.chat.writing.shortening import LinesView, render_lines
from bot.chat.writing.summary import SummaryView, render_summary
from bot.instructions.model import Instruction, InstructionState

_Choice = LinesView | ScopeView | DeadlineView | NightView | OftenView | QuestionsView
_SHOWN = 3000


@dataclass(frozen=True, slots=True)
class BlankView:
    """A draft begun from a template, and the blank that is asked for."""

    instruction: Instruction
    name: str


_Draft = DraftView | CorrectionView | BlankView
_Waiting = PendingView | WaitsForSecondView
PreviewView = _Draft | _Choice | _Waiting | SummaryView | GoneView


def _blank(view: BlankView, t: Translator) -> Outgoing:
    asks = t("Please write: {name}", name=view.name)
    text = lines(styled("blockquote", shorten(view.instruction.text, _SHOWN)), bold(asks))
    number = view.instruction.id
    row = (
        Button(t("‹ Back"), pack(Action.PREVIEW, number)),
        Button(t("Cancel"), pack(Action.DISCARD, number)),
    )
    return Outgoing(text=text.plain, entities=text.entities, keyboard=(row,))


def render_preview(view: PreviewView, t: Translator) -> Outgoing:
    """The draft, a choice, the undo time, or the summary."""
    match view:
        case DraftView():
            return render_draft(view, t)
        case BlankView():
            return _blank(view, t)
        case CorrectionView():
            return render_correction(view, t)
        case PendingView():
            return render_pending(view, t)
        case WaitsForSecondView():
            return render_waits_for_second(view, t)
        case SummaryView():
            return render_summary(view, t)
        case GoneView():
            return render_gone(view, t)
        case _:
            return _choosing(view, t)


def _choosing(view: _Choice, t: Translator) -> Outgoing:
    """A choice about a draft."""
    match view:
        case NightView():
            return render_night(view, t)
        case OftenView():
            return render_often(view, t)
        case QuestionsView():
            return render_questions(view, t)
        case LinesView():
            return render_lines(view, t)
        case ScopeView():
            return render_scope(view, t)
        case DeadlineView():
            return render_deadline(view, t)


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """Asks for confirmation; `act` is "withdraw" or "close"."""

    instruction: Instruction
    act: str
    sent: int
    silent: int


def render_confirm(view: ConfirmView, t: Translator) -> Outgoing:
    """再确认: what it does, with both choices."""
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


@dataclass(frozen=True, slots=True)
class TooLateView:
    """What was sent, and what came too late: an "edit" of a message, or a "piece" of an album."""

    instruction: Instruction
    what: str


def render_too_late(view: TooLateView, t: Translator) -> Outgoing:
    """Says that it is not sent, and how it could be."""
    instruction = view.instruction
    if instruction.state not in (InstructionState.PENDING, InstructionState.RUNNING):
        return Outgoing(
            text=t("{title} has ended; nothing goes out any more.", title=title(instruction, t))
        )
    withdraw = Button(t("Withdraw"), pack(Action.WITHDRAW, instruction.id))
    if instruction.state is InstructionState.PENDING and view.what != "piece":
        said = t(
            "{title} is about to be sent as it was. To change it, withdraw it now.",
            title=title(instruction, t),
        )
        return Outgoing(text=said, keyboard=((withdraw,),))
    keyboard = [withdraw]
    if view.what == "piece":
        said = t(
            "{title} was sent already, without this. To send both together, withdraw it and send "
            "them again.",
            title=title(instruction, t),
        )
    else:
        said = t(
            "{title} was sent already, so changing it here changes nothing there. To change it, "
            "press “Correct”.",
            title=title(instruction, t),
        )
        keyboard.insert(0, Button(t("Correct"), pack(Action.CORRECT, instruction.id)))
    return Outgoing(text=said, keyboard=(keyboard,))


def render_withdrawn_note(instruction: Instruction, t: Translator) -> Outgoing:
    """The short reply to a card that was withdrawn."""
    facts = {"number": instruction.number, "title": topic(headline(instruction, t))}
    return Outgoing(text=t("#{number} {title} was withdrawn, please disregard it.", **facts))


def render_how_to_write(may: bool, t: Translator) -> Outgoing:
    """/new: how to write an instruction."""
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
