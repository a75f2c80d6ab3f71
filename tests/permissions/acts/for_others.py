"""代答, and asking groups again: what is done for units one looks after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from bot.chat.callback import Action, pack
from tests.permissions.acts.cards import Cards
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.scene import Scene
from tests.permissions.updates import press


def for_others(scene: Scene) -> Iterator[Attempt]:
    """Ticking on one's own screen, also on one that was ticked when more was allowed."""
    found, screen = Cards(scene), scene.newest(scene.me, "status")
    for place, target in found.targets.items():
        may = scene.may("answer for", place)
        tick = press(scene.me, scene.me, screen, pack(Action.PROXY_PICK, target["id"]))
        empty = partial(_ticked, scene, screen)
        yield Attempt("press PROXY_PICK", tick, may, prelude=empty)
        yield _answers(found, place, screen, may and scene.known)
    yield from _on_anothers(scene, found)
    yield _asks_again(scene)


def _answers(found: Cards, place: int, screen: int, may: bool) -> Attempt:
    scene, target = found.scene, found.targets[place]["id"]
    update = press(scene.me, scene.me, screen, pack(Action.PROXY_DONE))
    waits = {place} if found.unanswered(place) else set()

    def expect(done: Done) -> None:
        assert found.turned(done, lambda row: row["state"] == "acknowledged") == waits
        by = {(row["member_id"], row["path"]) for row in done.rows("acknowledgement")}
        assert by <= {(scene.member, "proxy")}

    ticked = partial(_ticked, scene, screen, target)
    return Attempt("press PROXY_DONE", update, may, "target", bool(waits), expect, prelude=ticked)


def _ticked(scene: Scene, screen: int, *targets: int) -> None:
    args = {"places": [["list", [], 0], ["pick", [scene.instruction, 0], 0]], "ticked": targets}
    scene.book.do(
        f"UPDATE bot_message SET args = '{json.dumps(args)}'"
        f" WHERE chat_id = {scene.me} AND telegram_id = {screen}"
    )


def _on_anothers(scene: Scene, found: Cards) -> Iterator[Attempt]:
    screen = scene.newest(scene.other, "status")
    for target in found.targets.values():
        tick = press(scene.me, scene.other, screen, pack(Action.PROXY_PICK, target["id"]))
        yield Attempt("press PROXY_PICK", tick, allowed=False)
    done = press(scene.me, scene.other, screen, pack(Action.PROXY_DONE))
    yield Attempt("press PROXY_DONE", done, allowed=False)


def _asks_again(scene: Scene) -> Attempt:
    """Only groups that serve what the actor may bind, or what is right above, are asked."""
    binds = scene.somewhere("bind")
    near = {scene.units[each] for each in binds}
    near |= {scene.units[up] for each in binds if (up := scene.tree[each].above) is not None}
    bound = scene.book.rows("SELECT unit_id, group_id FROM binding")
    serving = {row["group_id"] for row in bound if row["unit_id"] in near}

    def expect(done: Done) -> None:
        claims = [row for row in done.rows("bot_message") if row["kind"] == "claim"]
        assert {row["subject_id"] for row in claims} <= serving

    def long_ago() -> None:
        scene.book.do("UPDATE bot_message SET sent_at = 0 WHERE kind = 'claim'")

    update = press(scene.me, scene.me, scene.note, pack(Action.CLAIM_ASK))
    return Attempt(
        "press CLAIM_ASK", update, bool(binds), certain=False, expect=expect, prelude=long_ago
    )
