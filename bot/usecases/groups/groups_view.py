"""Views of groups and the units they serve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.groups.groups import BindStage, ClaimView, QuestionView, UnitChoice, WhoBindsView
from bot.messages.groups import BindQuestionArgs, WhoBindsArgs
from bot.roster.likeness import fitting
from bot.roster.model import Unit
from bot.store import meta
from bot.store.delivery.outbox import BotMessage
from bot.store.groups import groups
from bot.store.groups.groups import Group
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care, named, rights
from bot.usecases.rights import Actor

BOT_USERNAME = "bot_username"
"""The key under which the bot's username is stored, for links to it."""

_SUGGESTED = 4
_CHOICES = 8


def claim_view(tx: Tx, message: BotMessage, _now: datetime) -> ClaimView | None:
    """A bound group; None where it serves nobody any more."""
    group_id = message.subject_id or 0
    units = groups.units_of(tx, group_id)
    if not units:
        return None
    linked, everybody = groups.claimed(tx, group_id)
    spots = tuple(named.whole_spot(tx, unit) for unit in units)
    return ClaimView(spots, linked, everybody, _claim_url(tx, group_id))


def unknown_writer_view(tx: Tx, message: BotMessage, _now: datetime) -> str:
    """The link by which a person in a group gets linked."""
    return _claim_url(tx, message.subject_id)


def _claim_url(tx: Tx, group_id: int | None) -> str:
    payload = "claim" if group_id is None else f"claim_{group_id}"
    return f"https://t.me/{meta.get(tx, BOT_USERNAME) or ''}?start={payload}"


def bind_how_view(tx: Tx, message: BotMessage, _now: datetime) -> Group | None:
    """An unbound group."""
    group = groups.group(tx, message.subject_id or 0)
    return None if group is None or groups.units_of(tx, group.id) else group


def who_binds_view(tx: Tx, message: BotMessage, _now: datetime) -> WhoBindsView | None:
    """The group, and who is asked whose it is."""
    group = groups.group(tx, message.subject_id or 0)
    if group is None:
        return None
    return WhoBindsView(group.title, named.anybody(tx, message.args_as(WhoBindsArgs).above))


def administrator_view(tx: Tx, message: BotMessage, _now: datetime) -> Group | None:
    """A group in which the bot is an administrator."""
    group = groups.group_by_chat(tx, message.chat_id)
    return group if group is not None and group.administrator else None


def question_view(tx: Tx, message: BotMessage, _now: datetime) -> QuestionView | None:
    """The question which units a group serves: suggestions, or the units where the
    asker browses."""
    group = groups.group(tx, message.subject_id or 0)
    if group is None:
        return None
    served = groups.units_of(tx, group.id)
    spots = tuple(named.whole_spot(tx, unit) for unit in served)
    args = message.args_as(BindQuestionArgs)
    stage = _stage(group, args)
    if stage is BindStage.ASKING:
        likely = _suggested(tx, _asked(tx, message, args), group, served, args.added_by)
        adder = None if args.added_by is None else named.anybody(tx, args.added_by)
        return QuestionView(group.title, stage, spots, likely, added_by=adder)
    if stage is not BindStage.BROWSING or args.at is None:
        return QuestionView(group.title, stage, spots)
    at, page = args.at, args.page
    found = _around(tx, _asked(tx, message, args), at, served)
    shown = tuple(found[page * _CHOICES : (page + 1) * _CHOICES])
    rest = max(len(found) - (page + 1) * _CHOICES, 0)
    return QuestionView(group.title, stage, spots, shown, at, page, rest)


def _stage(group: Group, args: BindQuestionArgs) -> BindStage:
    if args.leaving:
        return BindStage.LEAVING
    if not group.here:
        return BindStage.LEFT
    if args.done:
        return BindStage.DONE
    return BindStage.ASKING if args.at is None else BindStage.BROWSING


def _asked(tx: Tx, message: BotMessage, args: BindQuestionArgs) -> Actor:
    operators = {message.chat_id} if args.operator else set()
    return rights.actor(tx, message.chat_id, frozenset(operators))


def _suggested(
    tx: Tx, who: Actor, group: Group, served: Sequence[Unit], added_by: int | None
) -> tuple[UnitChoice, ...]:
    """The units bound already, those named in the title and those of who added the bot; where there
    are none, the topmost in care."""
    tops = care.binding_roots(tx, who)
    units = [unit for top in tops for unit in people.subtree(tx, top)]
    theirs = [] if added_by is None else [seat.unit for seat in people.posts_of(tx, added_by)]
    likely = [*fitting(group.title, units), *(unit for unit in theirs if unit in units)]
    found = likely or ([] if served else _likely_tops(tx, tops))
    ticked = {unit.id for unit in served}
    others = list({unit.id: unit for unit in found if unit.id not in ticked}.values())
    return tuple(_choice(tx, unit, ticked) for unit in [*served, *others[:_SUGGESTED]])


def _choice(tx: Tx, unit: Unit, ticked: set[int], *, opens: bool = False) -> UnitChoice:
    return UnitChoice(unit.id, named.whole_spot(tx, unit), unit.id in ticked, opens)


def _likely_tops(tx: Tx, tops: Sequence[Unit]) -> list[Unit]:
    """The branches in somebody's care, unless there are too many."""
    heights = house.heights(tx)
    branches = [unit for top in tops for unit in _down_to_branches(tx, top, heights)]
    return branches if len(branches) <= _SUGGESTED else list(tops)


def _down_to_branches(tx: Tx, top: Unit, heights: dict[str, int]) -> list[Unit]:
    return people.children(tx, top.id) if heights.get(top.tier, 0) == 2 else [top]


def _unit_at(tx: Tx, unit_id: int) -> list[Unit]:
    return [people.unit(tx, unit_id)] if unit_id else []


def _around(tx: Tx, who: Actor, at: int, served: Sequence[Unit]) -> list[UnitChoice]:
    """A unit and those directly below it; the topmost in care for 0 or a unit outside it."""
    heights, ticked = house.heights(tx), {unit.id for unit in served}
    tops = care.binding_roots(tx, who)
    itself = [unit for unit in _unit_at(tx, at) if any(top.holds(unit) for top in tops)]
    below = people.children(tx, at) if itself else tops
    opens = {unit.id for unit in below if heights.get(unit.tier, 0) > 0}
    return [_choice(tx, unit, ticked, opens=unit.id in opens) for unit in [*itself, *below]]
