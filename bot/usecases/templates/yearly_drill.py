"""The unannounced drill of the year: drawn once, held once, by whoever looks after each root."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.instructions import yearly_drill as rule
from bot.instructions.calendars import calendar_of
from bot.instructions.house import House
from bot.instructions.model import Instruction, Urgency
from bot.roster.model import Member, PostKind, Unit
from bot.store.house import audit, operators
from bot.store.house import house as kept
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts, yearly_drills
from bot.usecases import issuers
from bot.usecases.writing import issuing, previews


@dataclass(frozen=True, slots=True)
class YearlyDrillDuty:
    """`lot`: a number drawn at random, used where a day is to be drawn."""

    house: House
    lot: int


def yearly_drill_due(tx: Tx, command: YearlyDrillDuty, now: datetime) -> int:
    """Draw the moment, or hold the drill where it has come; returns 1 where something was done."""
    if command.house.yearly_drill is None:
        return 0
    year = now.astimezone(command.house.zone).year
    planned = yearly_drills.yearly_drill(tx, year)
    if planned is None:
        return _draw(tx, command, year, now)
    if planned.started_at is not None or planned.at is None or planned.at > now:
        return 0
    calendar = calendar_of(kept.region(tx))
    fits = rule.still_fits(planned.at, now, command.house.zone, calendar)
    if not fits or yearly_drills.emergency(tx):
        return _draw(tx, command, year, now)
    if yearly_drills.start_yearly_drill(tx, year, now):
        for root in people.roots(tx):
            _hold(tx, root, command.house, now)
    return 1


def _draw(tx: Tx, command: YearlyDrillDuty, year: int, now: datetime) -> int:
    house, calendar = command.house, calendar_of(kept.region(tx))
    at = rule.drawn_moment(now, command.lot, house.zone, house.night, calendar)
    yearly_drills.plan_yearly_drill(tx, year, at)
    return 1


def _hold(tx: Tx, root: Unit, house: House, now: datetime) -> None:
    """Urgent, as that is what is rehearsed; nothing where nobody can be its issuer."""
    issuer = _issuer(tx, root, now)
    if issuer is None:
        return
    draft = _written(tx, root, issuer, house, now)
    plan = issuers.planned(tx, draft).plan
    if not plan.total:
        drafts.discard(tx, draft.id)
        return
    ready = replace(draft, number=drafts.next_number(tx))
    facts = {"urgency": ready.urgency.value, "units": plan.total}
    audit.record(tx, now, audit.CLOCK, "instruction.send", path="yearly", instruction_id=ready.id,
                 facts=facts)  # fmt: skip
    issuing.start_draft(tx, ready, now, plan)
    if issuer.telegram_id is not None:
        previews.bring_below(tx, ready, issuer.telegram_id, now)


def _written(tx: Tx, root: Unit, issuer: Member, house: House, now: datetime) -> Instruction:
    ladder = house.ladders[Urgency.URGENT]
    tiers = issuers.issuing_tiers(tx, issuer.id, [tier.code for tier in house.tiers])
    draft = drafts.begin_draft(tx, issuer.id, root, tiers, ladder, now)
    drafts.set_scope(tx, draft.id, [root])
    text = house.yearly_drill or ""
    return replace(draft, text=text, urgency=Urgency.URGENT, drill=True, ladder=ladder)


def _issuer(tx: Tx, root: Unit, now: datetime) -> Member | None:
    """Who gets the report: a supervisor of the root, else a liaison, else an operator."""
    held = people.holders_of(tx, root.id)
    for kind in (PostKind.SUPERVISOR, PostKind.LIAISON):
        for seat in held:
            if seat.kind is kind and seat.member and seat.member.listening:
                return seat.member
    return _operator(tx, now)


def _operator(tx: Tx, now: datetime) -> Member | None:
    for account in sorted(operators.known_operators(tx)):
        member = people.member_by_telegram(tx, account)
        return member or people.member(tx, operators.as_member(tx, account, now))
    return None
