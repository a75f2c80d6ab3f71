"""更正: begun on one's own message, written, and sent with the rights of that moment."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.callback import Action, pack
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.scene import Scene
from tests.permissions.updates import press, says

_VERSIONS = "instruction_version"


def correcting(scene: Scene) -> Iterator[Attempt]:
    """Beginning, by everybody; and every button of somebody's correction."""
    may = scene.may("correct", scene.home(scene.instruction), issuer=scene.wrote_it)
    data = pack(Action.CORRECT, scene.instruction)
    yield Attempt("press CORRECT", press(scene.me, scene.me, scene.note, data), may, "instruction")
    theirs = scene.newest(scene.other, "how_to_write")
    yield Attempt("press CORRECT", press(scene.me, scene.other, theirs, data), allowed=False)
    for owner, may_send in ((scene.author, may and scene.me == scene.author), (scene.me, may)):
        yield from _written(scene, owner, may_send)


def _written(scene: Scene, owner: int, may: bool) -> Iterator[Attempt]:
    """Somebody's correction, begun when they might."""
    draft = _begun(scene, owner)
    if draft is None:
        return
    number, version = draft
    row = scene.book.ids("SELECT MAX(id) AS id FROM instruction WHERE corrects_id IS NOT NULL")[0]
    for action in (Action.CORRECT_ASK, Action.CORRECT_TELL):
        way, data = f"press {action.name}", pack(action, row, version)
        yield Attempt(way, press(scene.me, owner, number, data), may, _VERSIONS)
        yield Attempt(way, press(scene.me, scene.me, scene.note, data), allowed=False)
    own = owner == scene.me and scene.issues
    words = pack(Action.CORRECT_WORDS, row)
    yield Attempt("press CORRECT_WORDS", press(scene.me, owner, number, words), own)
    yield _says_what_changed(scene, row, own)


def _begun(scene: Scene, owner: int) -> tuple[int, int] | None:
    """The number of the preview and its version; it was written before posts were lost."""
    member = scene.book.ids(f"SELECT id FROM member WHERE telegram_id = {owner}")
    if not member:
        return None
    home = f"(SELECT unit_id FROM instruction WHERE id = {scene.instruction})"
    scene.book.do(
        "INSERT INTO instruction (issuer_id, unit_id, urgency, needs_answer, state, text, tiers,"
        f" corrects_id, version_id, created_at, touched_at) SELECT {member[0]}, unit_id, urgency,"
        f" needs_answer, 'draft', '明晚停水', tiers, id, version_id, created_at,"
        f" created_at + {owner} FROM instruction"
        f" WHERE id = {scene.instruction} AND {home} IS NOT NULL"
    )
    row = scene.book.rows(
        "SELECT id, touched_at FROM instruction WHERE corrects_id IS NOT NULL ORDER BY id"
    )[-1]
    return scene.put(owner, "preview", row["id"]), row["touched_at"]


def _says_what_changed(scene: Scene, draft: int, own: bool) -> Attempt:
    """For another's correction the words begin a draft of one's own."""

    def asked() -> None:
        scene.expect(scene.me, "correction_words", draft)

    def untouched(done: Done) -> None:
        assert own or draft not in {row["id"] for row in done.rows("instruction")}

    watched = frozenset({"instruction", "draft_part", _VERSIONS})
    return Attempt(
        "expected correction_words", says(scene.me, scene.me, "改到明晚"), scene.issues,
        "instruction", expect=untouched, prelude=asked, watched=watched,
    )  # fmt: skip
