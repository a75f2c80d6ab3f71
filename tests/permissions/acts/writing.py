"""Writing: one's own drafts and another's, to whom they go, and sending them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.callback import Action, pack
from bot.usecases.house.operating import invite_operator
from tests.permissions.attempt import Attempt
from tests.permissions.counter import INVITATION_KEY, Done
from tests.permissions.rules import place_name
from tests.permissions.scene import Scene
from tests.permissions.updates import edits, press, says
from tests.permissions.who_may import WHO_MAY, writes_by_post

_WRITTEN = frozenset({"instruction_scope", "attachment", "draft_part"})
"""Tables only drafts write to; instructions change by answers, too."""


def writing(scene: Scene) -> Iterator[Attempt]:
    """Writing anew, and every button of every preview."""
    words = says(scene.me, scene.me, "明天上门")
    yield Attempt("private DRAFT", words, scene.issues, "instruction", watched=_WRITTEN)
    owners = {scene.draft: scene.author, scene.pending: scene.author, scene.own_draft: scene.me}
    for draft, owner in owners.items():
        if draft:
            yield from _preview(scene, draft, owner)
    yield _edited(scene)
    yield from _talk(scene)


def _edited(scene: Scene) -> Attempt:
    """Edit the last message, where that is still a draft of the actor's."""
    last = (
        "SELECT i.state FROM draft_part p JOIN instruction i ON i.id = p.instruction_id"
        f" WHERE p.chat_id = {scene.me} ORDER BY p.id DESC LIMIT 1"
    )
    mine = [each["state"] for each in scene.book.rows(last)]
    changes, watched = mine == ["draft"] and scene.issues, frozenset({"draft_part", "instruction"})
    return Attempt("edited", edits(scene.me, "改过"), changes, "draft_part", watched=watched)


def _preview(scene: Scene, draft: int, owner: int) -> Iterator[Attempt]:
    number = _number(scene, draft, owner)
    changes = owner == scene.me and scene.issues and draft != scene.pending
    for action, *values in _buttons(scene):
        way, data = f"press {action.name}", pack(action, draft, *values)
        yield Attempt(way, press(scene.me, owner, number, data), changes)
        yield Attempt(way, press(scene.me, scene.me, scene.note, data), allowed=False)
    yield from _to_whom(scene, draft, owner, number)
    yield from _sending(scene, draft, owner, number)
    yield _by_when(scene, draft, changes)
    yield _typed_questions(scene, draft, changes)
    for place in scene.tree:
        yield _typed_places(scene, draft, place_name(place), changes)


def _number(scene: Scene, draft: int, owner: int) -> int:
    where = f"kind = 'preview' AND subject_id = {draft} AND chat_id = {owner} AND gone_at IS NULL"
    return scene.counter.messages(where)[-1].telegram_id or 0


def _buttons(scene: Scene) -> Iterator[tuple[Action, *tuple[str, ...]]]:
    yield (Action.URGENT,)
    yield (Action.NEEDS_ANSWER,)
    yield (Action.QUIET_FIRST,)
    yield (Action.EVERYONE,)
    yield (Action.DRILL,)
    yield (Action.PREVIEW,)
    yield (Action.DISCARD,)
    yield (Action.DEADLINE,)
    yield (Action.DEADLINE, "none")
    yield (Action.TAKE_OUT,)
    yield (Action.QUESTIONS,)
    yield (Action.SCOPE, "look")
    yield (Action.SCOPE, "all")
    yield (Action.SCOPE, "none")
    yield (Action.SCOPE, "parties")
    yield (Action.TIERS, scene.house.lowest.code)


def _to_whom(scene: Scene, draft: int, owner: int, number: int) -> Iterator[Attempt]:
    """A unit outside one's care is neither ticked nor looked into."""
    for place, unit in scene.units.items():
        may = owner == scene.me and draft != scene.pending and _writes_to(scene, place)
        for what in ("tick", "look", "all", "none"):
            update = press(scene.me, owner, number, pack(Action.SCOPE, draft, what, unit))
            yield Attempt("press SCOPE", update, may)


def _writes_to(scene: Scene, place: int) -> bool:
    """An operator who looks after some units writes to those; one who does not, to all."""
    held = scene.plan.held_by(scene.plan.actor) if scene.known else []
    if scene.runs_the_bot and not any(writes_by_post(scene.tree, each) for each in held):
        return True
    return scene.known and not scene.stands(place).isdisjoint(WHO_MAY["issue"] - {"operator"})


def _sending(scene: Scene, draft: int, owner: int, number: int) -> Iterator[Attempt]:
    """A scope chosen with more rights than now is not sent."""
    scope = scene.places("instruction_scope", f"instruction_id = {draft}")
    whole = all(_writes_to(scene, each) for each in scope)
    version = scene.book.rows(f"SELECT touched_at FROM instruction WHERE id = {draft}")[0]
    for action in (Action.SEND, Action.SEND_SURE):
        data = pack(action, draft, version["touched_at"])
        may = owner == scene.me and scene.issues and (whole or draft == scene.pending)
        update = press(scene.me, owner, number, data)
        yield Attempt(f"press {action.name}", update, may, "instruction", certain=False)


def _by_when(scene: Scene, draft: int, changes: bool) -> Attempt:
    """For another's draft, an issuer's words begin a new draft."""

    def asked() -> None:
        scene.expect(scene.me, "deadline", draft)

    def untouched(done: Done) -> None:
        assert changes or draft not in {row["id"] for row in done.rows("instruction")}

    words, table = says(scene.me, scene.me, "18:00"), "instruction"
    return Attempt(
        "expected deadline", words, scene.issues, table, expect=untouched, prelude=asked,
        watched=frozenset({table, *_WRITTEN}),
    )  # fmt: skip


def _typed_questions(scene: Scene, draft: int, changes: bool) -> Attempt:
    """Only a draft of one's own gets questions; for another's, an issuer's words are a draft."""

    def asked() -> None:
        scene.expect(scene.me, "questions", draft)

    def own(done: Done) -> None:
        found = {row["instruction_id"] for row in done.rows("form_question")}
        assert found == ({draft} if changes else set())

    words = says(scene.me, scene.me, "挡板到位：是/否")
    return Attempt(
        "expected questions", words, scene.issues, "instruction", expect=own, prelude=asked,
        watched=frozenset({"form_question", "instruction", *_WRITTEN}),
    )  # fmt: skip


def _typed_places(scene: Scene, draft: int, name: str, changes: bool) -> Attempt:
    """Only what is in one's care is chosen, for a draft of one's own; other words are a draft."""

    def asked() -> None:
        scene.expect(scene.me, "places", draft)

    def in_care(done: Done) -> None:
        chosen = [row for row in done.rows("instruction_scope") if row["instruction_id"] == draft]
        assert changes or not chosen
        assert all(_writes_to(scene, scene.place_of(row["unit_id"])) for row in chosen)

    words = says(scene.me, scene.me, f"只要{name}")
    return Attempt(
        "expected places", words, scene.issues, "instruction", certain=False, expect=in_care,
        prelude=asked, watched=frozenset({"instruction", *_WRITTEN}),
    )  # fmt: skip


def _talk(scene: Scene) -> Iterator[Attempt]:
    """Words that only lead to an explanation."""
    me, kept = scene.me, frozenset({"assignment", "import_request", *_WRITTEN})
    for word in ("/start", "/start claim_1", "/help", "/new"):
        key, update = word.split()[0], says(me, me, word)
        yield Attempt(key, update, allowed=True)
        yield Attempt(key, update, allowed=False, watched=kept)
    yield from _invitation(scene)
    thanks = says(me, me, "谢谢")
    yield Attempt("private NOWHERE", thanks, allowed=True, certain=False)
    yield Attempt("private NOWHERE", thanks, allowed=False, watched=kept)


def _invitation(scene: Scene) -> Iterator[Attempt]:
    """There is a link that makes an operator: a guess is none, and what fits is one for anybody."""
    me = scene.me
    fits = says(me, me, f"/start {invite_operator(INVITATION_KEY, scene.now)}")
    yield Attempt("/start", says(me, me, "/start op_guessed"), allowed=False)
    yield Attempt("/start", fits, True, "meta")
