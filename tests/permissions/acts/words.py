"""Typed words that are equal to a button or to a command."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.permissions.acts.cards import Cards
from tests.permissions.attempt import Attempt
from tests.permissions.scene import Scene
from tests.permissions.updates import says

_KEPT = frozenset({"target", "acknowledgement", "help_request", "member"})


def words(scene: Scene) -> Iterator[Attempt]:
    """A button in sight, passing on in a group, and what is withdrawn or given up."""
    me = scene.me
    shown = partial(scene.put, me, "muted", scene.loose_group)
    yield Attempt("button in words", says(me, me, "知道了"), True, prelude=shown)
    yield from _passing_on(scene)
    yield Attempt("取消 in words", says(me, me, "取消"), True)
    yield _withdrawing(scene)


def _passing_on(scene: Scene) -> Iterator[Attempt]:
    found, me = Cards(scene), scene.me
    for chat, number in scene.standing("card"):
        if chat > 0:
            continue
        update = says(me, chat, "收到并转达", to=number)
        yield Attempt(
            "relay in words", update, bool(found.waiting or found.to_relay), "target",
            certain=False, watched=_KEPT,
        )  # fmt: skip


def _withdrawing(scene: Scene) -> Attempt:
    """The newest of one's own is undone, as it has not left yet; all others are told there is
    none."""
    own = scene.plan.actor == 0 and scene.known
    may = own and scene.may("withdraw", scene.home(scene.pending), issuer=scene.wrote_it)
    update = says(scene.me, scene.me, "撤回")

    def no_draft() -> None:
        mine = f"SELECT id FROM instruction WHERE issuer_id = {scene.member} AND state = 'draft'"
        for each in scene.book.ids(mine):
            scene.book.do(f"UPDATE instruction SET state = 'closed' WHERE id = {each}")

    harmless = frozenset({"notice"})
    return Attempt("撤回 in words", update, may, "instruction", harmless=harmless, prelude=no_draft)
