"""同意: somebody is asked to let another's urgent instruction go out, or their own."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.callback import Action, pack
from bot.store.tx import to_micros
from tests.permissions.attempt import Attempt
from tests.permissions.scene import Scene
from tests.permissions.updates import press, says

_TABLE = "approval"


def approving(scene: Scene) -> Iterator[Attempt]:
    """Each button of a request, in one's own chat and in another's; then the reason."""
    if not scene.pending:
        return
    asked = _asked(scene)
    number = scene.put(scene.me, "approval", asked)
    theirs = scene.put(scene.other, "approval", asked)
    for action in (Action.APPROVE, Action.APPROVE_NOT):
        way, data = f"press {action.name}", pack(action, asked)
        sure = action is Action.APPROVE_NOT  # its writer may have lost the right to send it
        mine = press(scene.me, scene.me, number, data)
        yield Attempt(way, mine, _may(scene), _TABLE, certain=sure)
        for chat, message in ((scene.other, theirs), (scene.me, scene.note)):
            yield Attempt(way, press(scene.me, chat, message, data), allowed=False)
    yield from _reason(scene, asked, number)


def _asked(scene: Scene) -> int:
    """The author's instruction waits for a second person."""
    now = to_micros(scene.now)
    scene.book.do(
        "INSERT INTO approval (instruction_id, units, asked_at, until)"
        f" VALUES ({scene.pending}, 9, {now}, {now + 500_000_000})"
    )
    return scene.book.ids("SELECT MAX(id) AS id FROM approval")[0]


def _may(scene: Scene) -> bool:
    """All it goes to is in their care, and somebody else wrote it."""
    scope = scene.places("instruction_scope", f"instruction_id = {scene.pending}")
    return scene.plan.actor != 0 and all(scene.may("approve", each) for each in scope)


def _reason(scene: Scene, asked: int, number: int) -> Iterator[Attempt]:
    """Whoever refused it may say why, as long as they might decide."""

    def refused() -> None:
        member = scene.member or scene.members[0]
        scene.book.do(
            f"UPDATE approval SET state = 'refused', decided_by = {member} WHERE id = {asked}"
        )

    def expects() -> None:
        refused()
        scene.expect(scene.me, "approval_reason", asked)

    why = press(scene.me, scene.me, number, pack(Action.APPROVE_WHY, asked))
    yield Attempt("press APPROVE_WHY", why, _may(scene), "expectation", prelude=refused)
    yield Attempt("press APPROVE_WHY", why, allowed=False)
    words = says(scene.me, scene.me, "写清楚去哪儿")
    yield Attempt(
        "expected approval_reason", words, _may(scene), _TABLE, prelude=expects,
        watched=frozenset({_TABLE}),
    )  # fmt: skip
