"""The views of a draft: counts and gaps; and of a correction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from bot.chat.places import SomeUnits, Spot
from bot.chat.writing.choosing import ScopeChoice, ScopeView, abreast
from bot.chat.writing.correcting import CorrectionView
from bot.chat.writing.preview import DraftView
from bot.chat.writing.reach import ReachView
from bot.chat.writing.sending import GoneView
from bot.chat.writing.shortening import LinesView, Thing
from bot.instructions import correction, deadline
from bot.instructions import draft as rule
from bot.instructions.blanks import blanks_in
from bot.instructions.mentioned import times_in
from bot.instructions.model import Instruction, InstructionState
from bot.instructions.reach import CardFate, Plan
from bot.instructions.scope import tick_of
from bot.instructions.standing import Standing
from bot.messages.writing import PreviewArgs
from bot.roster.model import TierWord, Unit
from bot.store.cascade import instructions, versions
from bot.store.forms import questions
from bot.store.house import house
from bot.store.looking.gaps import muted_in
from bot.store.tx import Tx
from bot.store.writing import parts
from bot.store.writing.parts import DraftFile
from bot.usecases import issuers, named
from bot.usecases.cascade.opening import parties_of
from bot.usecases.issuers import Planned
from bot.usecases.writing import issuing, shortening
from bot.usecases.writing.approving_view import second_of
from bot.usecases.writing.shortening import Line

_NAMED = 12
_PAGE = 8


def draft_view(tx: Tx, instruction: Instruction, found: Planned, now: datetime) -> DraftView:
    """The draft as it would leave now."""
    things = shortening.things(tx, instruction)
    files = Counter(each.kind for each in things if isinstance(each, DraftFile))
    zone, undo = house.zone(tx), house.undo_time(tx)
    return DraftView(
        instruction=instruction,
        version=issuing.draft_version(instruction),
        issuer=named.issuer(tx, instruction.issuer_id),
        files=list(files.items()),
        reach=_reach(found, tier_words(tx), muted_in(tx, found.tops)),
        quiet_until=deadline.quiet_until(instruction, instruction.touched_at + undo),
        answer_by=deadline.shown(instruction, undo).answer_by,
        mentioned=times_in(instruction.text, instruction.touched_at, zone).others,
        over=rule.over_limit(instruction.text),
        several=len(things) > 1,
        all_tiers=len(instruction.tiers) == len(_possible(tx, instruction, tier_words(tx))),
        parties=_parties(tx, instruction, found.plan),
        now=now,
        zone=zone,
        questions=[each.question for each in questions.asked_in(tx, instruction.id)],
        second=second_of(tx, instruction, found),
        burden=issuers.burden_of(tx, found, now),
        blanks=blanks_in(instruction.text),
    )


def _parties(tx: Tx, instruction: Instruction, plan: Plan) -> tuple[int, int] | None:
    """How many of the property companies and owners' committees can be told, and how many there
    are; None where they are not to be told."""
    if not instruction.parties:
        return None
    found = parties_of(tx, _units(plan))
    return sum(each.listening for each in found), len(found)


def lines_view(tx: Tx, instruction: Instruction, args: PreviewArgs) -> LinesView:
    """A page of what can be removed from a draft."""
    things = shortening.things(tx, instruction)
    pages = max(-(-len(things) // _PAGE), 1)
    page = min(args.page, pages - 1)
    return LinesView(
        instruction=instruction,
        version=issuing.draft_version(instruction),
        things=[_thing(each) for each in things[page * _PAGE : (page + 1) * _PAGE]],
        page=page,
        pages=pages,
    )


def _thing(found: Line | DraftFile) -> Thing:
    if isinstance(found, Line):
        return Thing(found.words, part_id=found.part_id, line=found.index)
    return Thing(found.name or "", kind=found.kind, file_id=found.id)


def tier_words(tx: Tx) -> list[TierWord]:
    """The tiers from the top down, by their names in this installation."""
    return list(house.known_tiers(tx).values())


def counts(tiers: Mapping[str, int], words: Sequence[TierWord]) -> list[tuple[TierWord, int]]:
    """The number of units in each tier, from the top down."""
    return [(word, tiers[word.code]) for word in words if tiers.get(word.code)]


def _reach(found: Planned, words: Sequence[TierWord], mute: Collection[int]) -> ReachView:
    """`mute`: the units in whose groups the bot may not write."""
    reach = found.plan
    tiers = counts(reach.tiers, words)
    lowest = tiers[-1][0].code if tiers else ""
    spots = _Spots(found.standings, reach.tiers, lowest)
    hindered = {
        fate: units for fate, units in reach.fates.items() if fate is not CardFate.DELIVERED
    }
    return ReachView(
        tiers=tiers,
        total=reach.total,
        fates={fate: _by_tier(units, words) for fate, units in reach.fates.items()},
        gaps={fate: spots.some(units) for fate, units in hindered.items()},
        unclaimed=spots.some(reach.unclaimed),
        muted=spots.some([each for each in _units(reach) if each.id in mute]),
        unbound=spots.some([each for each in reach.unbound if each.id not in mute]),
        gates=spots.some(reach.gates),
        stuck=spots.some(reach.stuck),
        chosen=_chosen(found, spots),
    )


def _units(reach: Plan) -> list[Unit]:
    """All that are asked, in the order of the tree."""
    units = (unit for found in reach.fates.values() for unit in found)
    return sorted(units, key=lambda unit: unit.path)


def _by_tier(units: Iterable[Unit], words: Sequence[TierWord]) -> list[tuple[TierWord, int]]:
    """How many are of each tier, the lowest first."""
    return counts(Counter(unit.tier for unit in units), words)[::-1]


def _chosen(found: Planned, spots: _Spots) -> SomeUnits | None:
    if {each.id for each in found.scope} == {each.id for each in found.tops}:
        return None
    return spots.some(found.scope) if found.scope else None


class _Spots:
    """Units by name; those of the lowest tier with the unit above, where these differ."""

    def __init__(
        self, standings: Sequence[Standing], tiers: Mapping[str, int], lowest: str
    ) -> None:
        self._names = {each.unit.id: each.unit.name for each in standings}
        self._lowest = lowest
        uppers = {each.unit.parent_id for each in standings if each.unit.tier == lowest}
        self._several = len(uppers) > 1

    def some(self, units: Sequence[Unit]) -> SomeUnits:
        """The number of units, with the name of the first."""
        return SomeUnits(len(units), [self._spot(unit) for unit in units[:_NAMED]])

    def _spot(self, unit: Unit) -> Spot:
        tells = self._several and unit.tier == self._lowest and unit.parent_id is not None
        return Spot(unit.name, self._names.get(unit.parent_id or 0) if tells else None)


_ROWS = 8


def scope_view(tx: Tx, instruction: Instruction, found: Planned, args: PreviewArgs) -> ScopeView:
    """What lies right below the unit that is open, or where the issuer's care begins."""
    units = [each.unit for each in found.standings]
    opened = next((each for each in units if each.id == args.unit), None)
    choices = _choices(found, _listed(units, found.tops, opened))
    a_page = _ROWS * abreast(choices)
    pages = max(-(-len(choices) // a_page), 1)
    page = min(args.page, pages - 1)
    words = tier_words(tx)
    chosen = _chosen(found, _Spots(found.standings, found.plan.tiers, house.lowest_tier(tx)))
    return ScopeView(
        instruction=instruction,
        unit_id=opened.id if opened else 0,
        heading=opened.name if opened else None,
        above=_above(found.tops, opened),
        choices=choices[page * a_page : (page + 1) * a_page],
        page=page,
        pages=pages,
        tiers=[
            (word, word.code in instruction.tiers) for word in _possible(tx, instruction, words)
        ],
        counts=counts(found.plan.tiers, words),
        chosen=chosen.spots if chosen else (),
        chosen_in_all=chosen.total if chosen else 0,
        missing=args.missing,
        parties=bool(parties_of(tx, _units(found.plan))),
    )


def _choices(found: Planned, listed: Sequence[Unit]) -> list[ScopeChoice]:
    parents = {each.unit.parent_id for each in found.standings}
    return [
        ScopeChoice(each.id, each.name, tick_of(found.scope, each), each.id in parents)
        for each in listed
    ]


def _listed(units: Sequence[Unit], tops: Sequence[Unit], opened: Unit | None) -> list[Unit]:
    """The units right below an open one; at the start the roots, or what the issuer holds."""
    if opened is None and len(tops) > 1:
        return list(tops)
    parent = opened.id if opened else tops[0].id if tops else None
    return [each for each in units if each.parent_id == parent]


def _above(tops: Sequence[Unit], opened: Unit | None) -> int | None:
    """Where the way back from an open unit leads: 0 is the start; None at the start itself."""
    if opened is None:
        return None
    start = {top.id for top in tops} if len(tops) == 1 else set()
    inner = opened.parent_id not in start and opened.id not in {top.id for top in tops}
    return (opened.parent_id or 0) if inner else 0


def _possible(tx: Tx, instruction: Instruction, words: Sequence[TierWord]) -> list[TierWord]:
    codes = issuers.issuing_tiers(tx, instruction.issuer_id, [word.code for word in words])
    return [word for word in words if word.code in codes]


def correction_view(
    tx: Tx, draft: Instruction, args: PreviewArgs, now: datetime
) -> CorrectionView | GoneView:
    """The correction as it would go out now; gone where its instruction has ended."""
    of = instructions.instruction(tx, draft.corrects_id or 0)
    if of.state is not InstructionState.RUNNING:
        return GoneView("correction_over")
    files = Counter(each.kind for each in parts.files(tx, draft.id))
    asked = versions.would_ask_anew(tx, of.id)
    new = correction.corrected(of, draft, now, asks=of.needs_answer)
    return CorrectionView(
        draft=draft,
        of=of,
        version=issuing.draft_version(draft),
        text=new.text,
        changed=draft.changed or correction.changed_lines(of.text, new.text),
        files=list(files.items()),
        everybody=asked.everybody,
        others=asked.others,
        answer_by=new.deadline_at,
        over=rule.over_limit(draft.text),
        several=len(shortening.things(tx, draft)) > 1,
        asks_changed=args.screen == "changed",
        now=now,
        zone=house.zone(tx),
    )
