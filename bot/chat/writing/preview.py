"""The preview: how an instruction will look, whom it reaches, and what can still be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import tier_count
from bot.chat.text import Text, bold, lines, styled
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time
from bot.chat.writing.reach import ReachView, few, gaps, reaches, spots
from bot.instructions.deadline import DEFAULT_DEADLINE
from bot.instructions.model import Instruction

LIMIT = 4096
_BELOW = 600
_WHAT = 350
"""Room for what stands below the text: whom it reaches, and what will happen."""

FILES = {
    "photo": N_("photo"),
    "video": N_("video"),
    "document": N_("file"),
    "audio": N_("audio"),
    "voice": N_("voice message"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft as its issuer sees it. `leaves_at`: when quiet hours end, where they hold it up."""

    instruction: Instruction
    version: int
    issuer: Named
    files: Sequence[tuple[str, int]]
    reach: ReachView
    leaves_at: datetime | None
    now: datetime
    zone: ZoneInfo


def render_draft(view: DraftView, t: Translator) -> Outgoing:
    """The text as it will look, and under it whom it reaches and what will happen."""
    below = lines(_to_whom(view, t), reaches(view.reach, t), *gaps(view.reach, t))
    what = lines(*_what_happens(view, t))
    text = lines(
        t("Please have a look; this is how it will go out:"),
        styled("blockquote", _card(view, t)),
        below.shortened(_BELOW),
        what.shortened(_WHAT),
    )
    return _outgoing(text, _keyboard(view, t))


def _outgoing(text: Text, keyboard: Keyboard) -> Outgoing:
    text = text.shortened(LIMIT)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _card(view: DraftView, t: Translator) -> Text:
    instruction = view.instruction
    heading = t("[Urgent notice] ") if instruction.urgent else t("[Notice] ")
    first, _, rest = instruction.text.strip().partition("\n")
    return lines(bold(heading + first), rest.strip(), _files(view, t), _signature(view, t))


def _files(view: DraftView, t: Translator) -> str | None:
    if not view.files:
        return None
    words = [f"{n} × {t(FILES[kind])}" if n > 1 else t(FILES[kind]) for kind, n in view.files]
    return "📎 " + t(", ").join(words)


def _signature(view: DraftView, t: Translator) -> str:
    who = address(view.issuer, t)
    if not view.instruction.needs_answer:
        return t("— {who}", who=who)
    return t("— {who} · please answer by {time}", who=who, time=_deadline(view, t))


def _deadline(view: DraftView, t: Translator) -> str:
    """The deadline it has, or would have if it left now."""
    usual = (view.leaves_at or view.now) + DEFAULT_DEADLINE[view.instruction.urgency]
    at = view.instruction.deadline_of_its_own or usual
    return clock_time(at, view.now, view.zone, t)


def _to_whom(view: DraftView, t: Translator) -> Text:
    if not view.reach.total:
        return bold(t("Nobody is chosen yet: please press “Change recipients”."))
    units = " ".join(tier_count(tier, n, t) for tier, n in view.reach.tiers)
    mode = t("urgent") if view.instruction.urgent else t("routine")
    answer = t("for information only")
    if view.instruction.needs_answer:
        answer = t("by {time}", time=_deadline(view, t))
    return bold(t("To {units} · {mode} · {answer}", units=units, mode=mode, answer=answer))


def _what_happens(view: DraftView, t: Translator) -> list[str]:
    found = []
    if view.instruction.urgent:
        found.append(t("Goes to everybody at once, at any hour."))
    elif view.reach.gates.total:
        units = few(view.reach.gates, t)
        found.append(t("First to {units}; those below get it once it is passed on.", units=units))
    if view.reach.stuck.total:
        units = spots(view.reach.stuck, t)
        found.append(
            t("Nobody can be asked to pass it on at {units}: goes on at once.", units=units)
        )
    if not view.instruction.needs_answer:
        found.append(t("No button, nobody is reminded."))
    return found + _quiet(view, t)


def _quiet(view: DraftView, t: Translator) -> list[str]:
    if view.leaves_at is None:
        return []
    if view.instruction.quiet_first:
        return [t("It is quiet time: goes out now, without a sound.")]
    time = clock_time(view.leaves_at, view.now, view.zone, t)
    return [t("It is quiet time: goes out at {time}.", time=time)]


def _keyboard(view: DraftView, t: Translator) -> Keyboard:
    number, instruction = view.instruction.id, view.instruction
    urgent = t("Routine") if instruction.urgent else t("Urgent")
    answer = t("For information only") if instruction.needs_answer else t("Ask for an answer")
    rows = [
        [Button(t("Send"), pack(Action.SEND, number, view.version))] if view.reach.total else [],
        [
            Button(t("Change recipients"), pack(Action.SCOPE, number, "look")),
            Button(t("Change time"), pack(Action.DEADLINE, number)),
        ],
        [
            Button(urgent, pack(Action.URGENT, number)),
            Button(answer, pack(Action.NEEDS_ANSWER, number)),
        ],
        _quiet_button(view, t),
        [Button(t("Cancel"), pack(Action.DISCARD, number))],
    ]
    return [row for row in rows if row]


def _quiet_button(view: DraftView, t: Translator) -> list[Button]:
    if view.leaves_at is None:
        return []
    chosen = view.instruction.quiet_first
    label = t("Wait for the morning") if chosen else t("Send now, silently")
    return [Button(label, pack(Action.QUIET_FIRST, view.instruction.id))]
