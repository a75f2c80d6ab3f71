"""同意: what a second person is asked, what the issuer waits for, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import form_question_lines
from bot.chat.looking.rows import title
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import tier_counts
from bot.chat.text import Text, bold, lines, people_list, styled
from bot.chat.texts import Translator
from bot.chat.times import clock_time
from bot.chat.titles import FILES, headline
from bot.chat.writing.sending import Wakes, wakes_now
from bot.instructions.approval import Approval, ApprovalState
from bot.instructions.forms.question import FormQuestion
from bot.instructions.model import Instruction
from bot.roster.model import TierWord

_LIMIT = 4096
_NAMES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalView:
    """A request as one of those asked sees it.

    `corrects`: it is a new text of a running one; `units`: how many it asks, by tier; `wakes`: whom
    it rings for at night, where that is still to be confirmed; `decided_by`: None where nobody
    decided; `own`: the reader did; `asks`: the reader is asked for the reason of their refusal.
    """

    approval: Approval
    instruction: Instruction
    corrects: bool
    issuer: Named
    units: Sequence[tuple[TierWord, int]]
    questions: Sequence[FormQuestion]
    files: Sequence[tuple[str, int]]
    others: bool
    """Others are asked too."""
    decided_by: Named | None
    own: bool
    asks: bool
    wakes: Wakes | None
    now: datetime
    zone: ZoneInfo


def render_approval(view: ApprovalView, t: Translator) -> Outgoing:
    """The whole text with both buttons, or what became of it."""
    if not view.approval.open:
        return _decided(view, t)
    units = tier_counts(view.units, t)
    text = lines(
        bold(_who_asks(view, t)),
        styled("blockquote", _whole(view, t)),
        t("It goes to {units} and rings at once.", units=units),
        _by_when(view, t),
        bold(wakes_now(view.wakes, view.now, view.zone, t)) if view.wakes else None,
    ).shortened(_LIMIT)
    number = view.approval.id
    sure = Button(t("Approve, and wake them"), pack(Action.APPROVE, number, 1))
    row = (
        sure if view.wakes else Button(t("Approve"), pack(Action.APPROVE, number)),
        Button(t("Do not approve"), pack(Action.APPROVE_NOT, number)),
    )
    return Outgoing(text=text.plain, entities=text.entities, keyboard=(row,))


def _who_asks(view: ApprovalView, t: Translator) -> str:
    issuer = address(view.issuer, t)
    if view.corrects:
        return t("{who} asks for your approval of a new text for an urgent notice:", who=issuer)
    return t("{who} asks for your approval of an urgent notice:", who=issuer)


def _whole(view: ApprovalView, t: Translator) -> Text:
    rest = view.instruction.text.strip().partition("\n")[2].strip()
    words = [f"{n} × {t(FILES[kind])}" if n > 1 else t(FILES[kind]) for kind, n in view.files]
    files = "📎 " + t(", ").join(words) if words else None
    heading = bold(t("[Urgent notice] ") + headline(view.instruction, t))
    asked = form_question_lines(view.questions, t)
    form = (t("Please fill in:"), *asked) if asked else ()
    return lines(heading, rest or None, *form, files)


def _by_when(view: ApprovalView, t: Translator) -> str:
    time = clock_time(view.approval.until, view.now, view.zone, t)
    if view.others:
        return t("Please decide by {time}; whoever presses first decides.", time=time)
    return t("Please decide by {time}; until then it waits.", time=time)


def _decided(view: ApprovalView, t: Translator) -> Outgoing:
    """Without the text, which may be another by now."""
    text = lines(bold(headline(view.instruction, t)), _outcome(view, t), _reason(view, t))
    mine = view.own and view.approval.state is ApprovalState.REFUSED
    if not mine or view.asks or view.approval.reason:
        return Outgoing(text=text.plain, entities=text.entities)
    why = Button(t("Say why"), pack(Action.APPROVE_WHY, view.approval.id))
    return Outgoing(text=text.plain, entities=text.entities, keyboard=((why,),))


def _outcome(view: ApprovalView, t: Translator) -> str:
    found, issuer = view.approval, address(view.issuer, t)
    if found.state is ApprovalState.LAPSED:
        return t("Nobody decided in time, so it was not sent; {who} may ask again.", who=issuer)
    if view.decided_by is None or found.state is ApprovalState.UNDONE:
        return t("{who} took it back; nothing need be decided.", who=issuer)
    time = clock_time(found.decided_at or view.now, view.now, view.zone, t)
    facts = {"who": address(view.decided_by, t), "time": time}
    if found.state is ApprovalState.APPROVED:
        if view.own:
            return t("You approved it at {time}; it has gone out. Thank you!", time=time)
        return t("{who} approved it at {time}; it has gone out.", **facts)
    if view.own:
        return t("You did not approve it; {who} has it back as a draft.", who=issuer)
    return t("{who} did not approve it at {time}.", **facts)


def _reason(view: ApprovalView, t: Translator) -> str | None:
    issuer = address(view.issuer, t)
    if view.own and view.approval.reason:
        return t("Told {who}: “{words}”", who=issuer, words=view.approval.reason)
    if view.own and view.asks:
        return t("Please write why in a sentence; {who} gets it.", who=issuer)
    return None


@dataclass(frozen=True, slots=True)
class ApprovalNews:
    """What the issuer hears of a request; `decided_by`: None where nobody decided."""

    approval: Approval
    instruction: Instruction
    decided_by: Named | None


def render_approval_news(view: ApprovalNews, t: Translator) -> Outgoing:
    """Approved, not approved, or nobody decided in time."""
    found = view.approval
    name = headline(view.instruction, t)
    if found.state is ApprovalState.LAPSED or view.decided_by is None:
        said = t("Nobody approved “{title}” in time, so it was not sent. It is a draft again: press"
                 " “Send” to ask once more, and perhaps ring them up.", title=name)  # fmt: skip
        return Outgoing(text=said)
    who = address(view.decided_by, t)
    if found.state is ApprovalState.APPROVED:
        return Outgoing(text=t("{who} has approved “{title}”; it has gone out.", who=who,
                               title=name))  # fmt: skip
    said = t("{who} would rather not have “{title}” sent like this. It is a draft again; please"
             " change it and send it anew.", who=who, title=name)  # fmt: skip
    if not found.reason:
        return Outgoing(text=said)
    text = lines(said, t("The reason: “{words}”", words=found.reason))
    return Outgoing(text=text.plain, entities=text.entities)


@dataclass(frozen=True, slots=True)
class WaitsForSecondView:
    """Sent, and a second person is asked first."""

    instruction: Instruction
    asked: Sequence[Named]
    until: datetime
    now: datetime
    zone: ZoneInfo


def render_waits_for_second(view: WaitsForSecondView, t: Translator) -> Outgoing:
    """For whom it waits and until when, with the way back."""
    names = _names(view.asked, t)
    time = clock_time(view.until, view.now, view.zone, t)
    waits = t("Waits for the approval of {names}, until {time}; then it goes out at once.",
              names=names, time=time)  # fmt: skip
    text = lines(bold(title(view.instruction, t)), waits)
    withdraw = Button(t("Withdraw"), pack(Action.WITHDRAW, view.instruction.id))
    return Outgoing(text=text.plain, entities=text.entities, keyboard=((withdraw,),))


def _names(asked: Sequence[Named], t: Translator) -> str:
    return people_list([address(each, t) for each in asked[:_NAMES]], t)


@dataclass(frozen=True, slots=True)
class Second:
    """A draft that takes a second person: above how many units, and who can be asked."""

    above: int
    asked: Sequence[Named]


def second_line(found: Second | None, t: Translator) -> str | None:
    """Whom it is shown to before it goes out."""
    if found is None or not found.asked:
        return None
    names = _names(found.asked, t)
    return t("Urgent to more than {most}: {names} is asked to approve it first.",
             most=found.above, names=names)  # fmt: skip


def no_second(found: Second | None, t: Translator) -> Text | None:
    """There is nobody to ask, and what to do about it."""
    if found is None or found.asked:
        return None
    return bold(
        t(
            "Urgent to more than {most} takes the approval of another liaison or supervisor, and"
            " nobody can be asked now. Please ring one up to open a chat with me, send it to fewer"
            " at a time, or make it routine.",
            most=found.above,
        )
    )
