"""Telephone calls: one number, what came of the call, and who is reached by telephone alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bot.chat.callback import Action, pack
from tests.permissions.acts.edits import may_change
from tests.permissions.acts.leaves import stands_above
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.scene import Scene
from tests.permissions.updates import press
from tests.permissions.who_may import WHO_MAY, columns

_TRIED = 5
"""How many people are tried; the next community has others."""


def calls(scene: Scene) -> Iterator[Attempt]:
    """A number in private, then what came of the call, on one's own message and on another's."""
    for who in [*scene.members][:_TRIED]:
        yield from _called(scene, who)
        yield from _by_phone(scene, who)
    for account in (scene.me, scene.other):
        number = scene.put(account, "calls", scene.instruction)
        turned = press(scene.me, account, number, pack(Action.CALLS_PAGE, 1))
        yield Attempt("press CALLS_PAGE", turned, account == scene.me, "bot_message")


def _called(scene: Scene, who: int) -> Iterator[Attempt]:
    me, member, may = scene.me, scene.members[who], _may_dial(scene, who)
    data = pack(Action.DIAL, member, scene.instruction)
    yield Attempt("press DIAL", press(me, me, scene.note, data), may, expect=partial(_to_me, me))
    number = scene.put(me, "call", member, about=scene.instruction)
    for outcome in ("no_answer", "told"):
        told = press(me, me, number, pack(Action.CALLED, outcome))
        only = partial(_answers_for, scene, who)
        yield Attempt("press CALLED", told, may, "member", expect=only)
    theirs = scene.put(scene.other, "call", member, about=scene.instruction)
    across = press(me, scene.other, theirs, pack(Action.CALLED, "told"))
    yield Attempt("press CALLED", across, allowed=False)


def _by_phone(scene: Scene, who: int) -> Iterator[Attempt]:
    """Only of somebody who has no account, by whoever may change their number."""
    theirs = scene.plan.held_by(who)
    may = all(may_change(scene, "replace", each) for each in theirs) and (
        bool(theirs) or scene.runs_the_bot
    )
    screen = scene.put(scene.me, "roster", places=(("top", (), 0),), operator=scene.runs_the_bot)
    update = press(scene.me, scene.me, screen, pack(Action.BY_PHONE, scene.members[who], 1))

    def unlinked() -> None:
        where = f"id = {scene.members[who]} AND telegram_id <> {scene.me}"
        scene.book.do(f"UPDATE member SET telegram_id = NULL, reachable = 0 WHERE {where}")

    itself = scene.members[who] == scene.member
    yield Attempt("press BY_PHONE", update, may, "member", certain=not itself, prelude=unlinked)


def _may_dial(scene: Scene, who: int) -> bool:
    """Whether the table lets the actor call somebody: they stand above one of their posts."""
    return any(stands_above(scene, each, "dial") for each in scene.plan.held_by(who))


def _to_me(account: int, done: Done) -> None:
    """The number goes to whoever asked."""
    assert {each.chat for each in done.said if each.kind == "call"} == {account}


def _answers_for(scene: Scene, who: int, done: Done) -> None:
    """Only units of whoever was called are answered for, and only those the actor stands above."""
    units = {scene.units[each.place] for each in scene.plan.held_by(who)
             if not WHO_MAY["answer for"].isdisjoint(_columns(scene, each.place))}  # fmt: skip
    turned = [row for row in done.rows("target") if row["state"] == "acknowledged"]
    assert {row["unit_id"] for row in turned} <= units


def _columns(scene: Scene, place: int) -> set[str]:
    held = scene.plan.held_by(scene.plan.actor) if scene.known else []
    return columns(scene.tree, held, place)
