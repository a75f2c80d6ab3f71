"""The preview: how an instruction will look, whom it reaches, and what can still be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import Spot, TierWord, spot_list, tier_count
from bot.chat.text import Text, bold, lines, styled
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time, duration
from bot.instructions.deadline import DEFAULT_DEADLINE
from bot.instructions.model import Instruction
from bot.instructions.reach import Fate

LIMIT = 4096
_BELOW = 600
_WHAT = 350
"""Room for what stands below the text: whom it reaches, and what will happen."""

_FEW = 6

FILES = {
    "photo": N_("photo"),
    "video": N_("video"),
    "document": N_("file"),
    "audio": N_("audio"),
    "voice": N_("voice message"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Units something is missing of: how many, and the first of them by name."""

    total: int
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachView:
    """Whom it reaches. `lowest` is the lowest tier asked: gaps are counted in its units."""

    tiers: Sequence[tuple[TierWord, int]]
    total: int
    delivered: int
    """Of the lowest tier."""
    gaps: Mapping[Fate, Gap]
    gap_counts: Mapping[Fate, int]
    """Of the lowest tier."""
    unclaimed: Gap
    unbound: Gap
    gates: Gap
    stuck: Gap
    chosen: Gap | None
    """What was chosen, where that is not everybody."""


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


@dataclass(frozen=True, slots=True)
class NightView:
    """An urgent draft that would ring now."""

    instruction: Instruction
    version: int
    wakes: int
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class PendingView:
    """Sent, and still to be taken back without a trace."""

    instruction: Instruction
    leaves_in: timedelta


@dataclass(frozen=True, slots=True)
class GoneView:
    """There is nothing to see here any more: cancelled, expired, or handed_over."""

    reason: str


def render_draft(view: DraftView, t: Translator) -> Outgoing:
    """The text as it will look, and under it whom it reaches and what will happen."""
    below = lines(_to_whom(view, t), _reaches(view.reach, t), *_gaps(view.reach, t))
    what = lines(*_what_happens(view, t))
    text = lines(
        t("Please have a look; this is how it will go out:"),
        styled("blockquote", _card(view, t)),
        below.shortened(_BELOW),
        what.shortened(_WHAT),
    )
    return _outgoing(text, _keyboard(view, t))


def render_night(view: NightView, t: Translator) -> Outgoing:
    """The second question before people are woken."""
    clock = clock_time(view.now, view.now, view.zone, t)
    asks = t.n(
        "It is {clock}. This wakes {n} lead at once. Are you sure?",
        "It is {clock}. This wakes {n} leads at once. Are you sure?",
        view.wakes,
        clock=clock,
    )
    number = view.instruction.id
    sure = Button(t("Yes, send"), pack(Action.SEND_SURE, number, view.version))
    row = (sure, Button(t("Look again"), pack(Action.PREVIEW, number)))
    return _outgoing(lines(bold(view.instruction.title), asks), (row,))


def render_pending(view: PendingView, t: Translator) -> Outgoing:
    """Going out in a moment, and the way back."""
    number, title = view.instruction.number, view.instruction.title
    text = lines(
        bold(f"#{number} {title}".rstrip()),
        t("Goes out in {span}.", span=duration(view.leaves_in, t)),
    )
    withdraw = Button(t("Withdraw"), pack(Action.WITHDRAW, view.instruction.id))
    return _outgoing(text, ((withdraw,),))


_GONE = {
    "cancelled": N_("Cancelled; nothing was sent."),
    "expired": N_("Nobody touched this draft for a day, so it was thrown away unsent."),
    "handed_over": N_("Handed over to your successor. Thank you!"),
}


def render_gone(view: GoneView, t: Translator) -> Outgoing:
    """Why there is nothing to see any more."""
    return Outgoing(text=t(_GONE.get(view.reason, _GONE["cancelled"])))


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


_COUNTS = {
    Fate.VACANT: N_("{units} vacant, please ask the branch lead to fill them"),
    Fate.UNLINKED: N_("{units} not linked yet"),
    Fate.UNREACHABLE: N_("{units} cannot be reached"),
}
_NAMES = {
    Fate.VACANT: N_("Vacant: {units}"),
    Fate.UNLINKED: N_("Not linked yet: {units}"),
    Fate.UNREACHABLE: N_("Cannot be reached: {units}"),
}


def _reaches(reach: ReachView, t: Translator) -> str | None:
    """能送到 40 栋｜空缺 2 栋，请书记安排｜未认领 1 栋."""
    if not reach.total:
        return None
    lowest = reach.tiers[-1][0]
    parts = [t("reaches {units}", units=tier_count(lowest, reach.delivered, t))]
    for fate, said in _COUNTS.items():
        if n := reach.gap_counts.get(fate, 0):
            parts.append(t(said, units=tier_count(lowest, n, t)))
    return t(" | ").join(parts)


def _gaps(reach: ReachView, t: Translator) -> list[str]:
    found = [
        t(said, units=_spots(reach.gaps[fate], t))
        for fate, said in _NAMES.items()
        if fate in reach.gaps
    ]
    if reach.unclaimed.total:
        units = _spots(reach.unclaimed, t)
        found.append(t("Seen in the group, but nobody there is linked yet: {units}", units=units))
    if reach.unbound.total:
        found.append(t("Without a group: {units}", units=_spots(reach.unbound, t)))
    if reach.chosen is not None:
        found.insert(0, t("Chosen: {units}", units=_spots(reach.chosen, t)))
    return found


def _spots(gap: Gap, t: Translator) -> str:
    return spot_list(gap.spots, gap.total, t)


def _few(gap: Gap, t: Translator) -> str:
    """By name where they are few, else how many."""
    return _spots(gap, t) if gap.total <= _FEW else t.n("{n} unit", "{n} units", gap.total)


def _what_happens(view: DraftView, t: Translator) -> list[str]:
    found = []
    if view.instruction.urgent:
        found.append(t("Goes to everybody at once, at any hour."))
    elif view.reach.gates.total:
        units = _few(view.reach.gates, t)
        found.append(t("First to {units}; those below get it once it is passed on.", units=units))
    if view.reach.stuck.total:
        units = _spots(view.reach.stuck, t)
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
