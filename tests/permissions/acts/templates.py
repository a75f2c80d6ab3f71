"""Templates: one's own and another's, sending again, and what recurs."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.callback import Action, pack
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.scene import Scene
from tests.permissions.updates import press, says

_KEPT = frozenset({"template", "instruction", "draft_part", "instruction_scope"})


def templating(scene: Scene) -> Iterator[Attempt]:
    """/templates, and every button on its screen and below a notice."""
    me = scene.me
    asked = says(me, me, "/templates")
    yield Attempt("/templates", asked, scene.issues, "bot_message")
    mine = scene.known and scene.plan.actor == 0
    again = press(me, me, scene.note, pack(Action.AGAIN, scene.instruction))
    yield Attempt("press AGAIN", again, mine and scene.issues, "instruction")
    for owner in (scene.author, me):
        yield from _kept(scene, owner)


def _kept(scene: Scene, owner: int) -> Iterator[Attempt]:
    member = scene.book.ids(f"SELECT id FROM member WHERE telegram_id = {owner}")
    if not member:
        return
    template, draft = _written(scene, member[0])
    own = owner == scene.me and scene.issues
    screen, preview = scene.put(owner, "templates"), scene.put(owner, "preview", draft)
    for act, touches in (("look", "outbox"), ("use", "instruction"), ("day", "template"),
                         ("begin", "template"), ("drop", "template")):  # fmt: skip
        data = pack(Action.TEMPLATES, act, template, 2)
        update = press(scene.me, owner, screen, data)
        yield Attempt("press TEMPLATES", update, own, touches, watched=_KEPT)
    strange = press(scene.me, scene.me, scene.note, pack(Action.TEMPLATES, "use", template))
    yield Attempt("press TEMPLATES", strange, allowed=False)
    for action, touches in ((Action.SAVE_TEMPLATE, "template"), (Action.FILL_BLANK, "outbox")):
        way, data = f"press {action.name}", pack(action, draft)
        yield Attempt(way, press(scene.me, owner, preview, data), own, touches)
        yield Attempt(way, press(scene.me, scene.me, scene.note, data), allowed=False)
    yield _typed_blank(scene, draft, own)
    yield _typed_time(scene, template, own)


def _written(scene: Scene, member: int) -> tuple[int, int]:
    """A template of somebody's, and a draft that was begun from one."""
    columns = "unit_id, urgency, needs_answer, tiers"
    scene.book.do(
        f"INSERT INTO template (member_id, {columns}, text, scope, weekdays, created_at) SELECT"
        f" {member}, {columns}, '早上巡楼', '[]', '1', created_at FROM instruction"
        f" WHERE id = {scene.instruction}"
    )
    scene.book.do(
        f"INSERT INTO instruction (issuer_id, {columns}, state, text, template_id, created_at,"
        f" touched_at) SELECT {member}, {columns}, 'draft', '到{{地点}}', 1, created_at,"
        f" created_at FROM instruction WHERE id = {scene.instruction}"
    )
    template = scene.book.ids("SELECT MAX(id) AS id FROM template")[0]
    return template, scene.book.ids("SELECT MAX(id) AS id FROM instruction")[0]


def _typed_blank(scene: Scene, draft: int, own: bool) -> Attempt:
    """For another's draft the words begin a draft of one's own."""

    def asked() -> None:
        scene.expect(scene.me, "blank", draft, name="地点")

    def untouched(done: Done) -> None:
        assert own or draft not in {row["id"] for row in done.rows("instruction")}

    return Attempt(
        "expected blank", says(scene.me, scene.me, "三号门"), scene.issues, "instruction",
        expect=untouched, prelude=asked, watched=_KEPT,
    )  # fmt: skip


def _typed_time(scene: Scene, template: int, own: bool) -> Attempt:
    def asked() -> None:
        scene.expect(scene.me, "recurring_time", template)

    words = says(scene.me, scene.me, "8:15")
    return Attempt("expected recurring_time", words, own, "template", prelude=asked, watched=_KEPT)
