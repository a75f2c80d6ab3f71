"""请假: everybody's leave, begun, ended, and in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bot.chat.callback import Action, pack
from bot.store.tx import to_micros
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.scene import Scene
from tests.permissions.updates import press, says
from tests.permissions.who_may import CARE, PARTIES, WHO_MAY, Sitting, columns

_TRIED = 6
"""How many people are tried besides the actor; the next community has others."""


def leaves(scene: Scene) -> Iterator[Attempt]:
    """By button and by typed day, for oneself and for others; in words for oneself alone."""
    for who in _people(scene):
        yield from _of(scene, who)
    me = scene.me
    own = press(me, me, scene.note, pack(Action.LEAVE))
    yield Attempt("press LEAVE", own, bool(scene.known and scene.plan.held_by(scene.plan.actor)))
    words = says(me, me, "我请假三天")
    only_own = partial(_changes, {scene.member} - {0})
    yield Attempt("leave in words", words, allowed=True, expect=only_own)


def _people(scene: Scene) -> list[int]:
    others = [each for each in scene.members if each != scene.plan.actor][:_TRIED]
    return [*others, *(each for each in scene.members if each == scene.plan.actor)]


def _of(scene: Scene, who: int) -> Iterator[Attempt]:
    me, member, may = scene.me, scene.members[who], may_give_leave(scene, who)
    only = partial(_changes, {member})
    asked = press(me, me, scene.note, pack(Action.LEAVE, member))
    yield Attempt("press LEAVE", asked, may)
    until = press(me, me, scene.note, pack(Action.LEAVE_UNTIL, member, 20260306))
    yield Attempt("press LEAVE_UNTIL", until, may, "member", expect=only)
    over = press(me, me, scene.note, pack(Action.LEAVE_OVER, member))
    away = partial(_away, scene, member)
    yield Attempt("press LEAVE_OVER", over, may, "member", expect=only, prelude=away)
    yield Attempt(
        "expected leave_day", says(me, me, "三天"), may, "member", expect=only,
        prelude=partial(scene.expect, me, "leave_day", member),
    )  # fmt: skip


def may_give_leave(scene: Scene, who: int) -> bool:
    """Whether the table lets the actor put somebody on leave: themself, or one above whose every
    post they stand; liaisons and supervisors of one unit do not stand above each other."""
    theirs = scene.plan.held_by(who)
    if scene.known and who == scene.plan.actor:
        return bool(theirs)
    return bool(theirs) and all(stands_above(scene, each, "give leave") for each in theirs)


def stands_above(scene: Scene, sitting: Sitting, row: str) -> bool:
    """Whether a row lets the actor do something for whoever sits there; of liaisons and
    supervisors of one unit none stands above another; lead and deputies of a branch stand above its
    property company and owners' committee."""
    held = scene.plan.held_by(scene.plan.actor) if scene.known else []
    beside = {each.kind for each in held if each.place == sitting.place}
    if sitting.kind in PARTIES and beside & {"lead", "deputy"}:
        return True
    if sitting.kind in CARE:
        held = [each for each in held if each.place != sitting.place]
    stands = columns(scene.tree, held, sitting.place)
    return not WHO_MAY[row].isdisjoint(stands | ({"operator"} if scene.runs_the_bot else set()))


def _away(scene: Scene, member: int) -> None:
    until = to_micros(scene.now) + 86_400_000_000
    scene.book.do(f"UPDATE member SET away_until = {until} WHERE id = {member}")


def _changes(members: set[int], done: Done) -> None:
    """Nobody else's leave changes."""
    assert {row["id"] for row in done.rows("member") if row["away_until"]} <= members
