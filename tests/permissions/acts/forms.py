"""Forms: opened on every card, filled in for every unit, one's own and another's."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.callback import Action, pack
from tests.permissions.acts.cards import Cards
from tests.permissions.attempt import Attempt
from tests.permissions.counter import Done
from tests.permissions.scene import Scene
from tests.permissions.updates import press, says

_KEPT = frozenset({"form_filling", "form_filling_value", "form_answer", "target", "member"})
"""What somebody without the right changes nothing of."""


def forms(scene: Scene) -> Iterator[Attempt]:
    """The running instruction asks its buildings a question, and the actor did before."""
    with scene.book.undone("forms"):
        _asks(scene)
        yield from _on_cards(scene)
        for place, target in Cards(scene).targets.items():
            if not scene.tree[place].height:
                yield from _filling_in(scene, place, target["id"])
        yield from _anothers(scene)
        yield from _photos(scene)
        yield from _facts(scene)


def _photos(scene: Scene) -> Iterator[Attempt]:
    """The link to a photo of every unit, followed by whoever has it."""
    (question,) = scene.book.ids(
        f"SELECT id FROM form_question WHERE instruction_id = {scene.instruction}"
    )
    scene.book.do(f"UPDATE form_question SET kind = 'photo' WHERE id = {question}")
    for place, target in Cards(scene).targets.items():
        with scene.book.undone("photo"):
            scene.book.do(
                "INSERT INTO form_answer (question_id, target_id, unit_id, value, member_id, path,"
                f" said_at, recorded_at) VALUES ({question}, {target['id']}, {scene.units[place]},"
                f" 'AgAC', {scene.members[0]}, 'button', 0, 0)"
            )
            link = says(scene.me, scene.me, f"/start photo_{target['id']}_{question}")
            may = scene.may("see", place, issuer=scene.wrote_it)
            yield Attempt("/start", link, may, "audit", watched=frozenset({"audit"}))
            guessed = says(scene.me, scene.me, f"/start photo_{target['id']}_{question + 99}")
            yield Attempt("/start", guessed, allowed=False, watched=frozenset({"audit"}))


def _facts(scene: Scene) -> Iterator[Attempt]:
    """What is known of every unit: looked at by who sees it, corrected by who fills it in."""
    own = bool(scene.known and scene.somewhere("answer")) or bool(scene.somewhere("answer for"))
    yield Attempt("/facts", says(scene.me, scene.me, "/facts"), own, certain=False)
    for place, unit in scene.units.items():
        with scene.book.undone("facts"):
            fact = _known(scene, unit)
            note = scene.put(scene.me, "roster", None)
            look = press(scene.me, scene.me, note, pack(Action.FACTS, unit))
            yield Attempt("press FACTS", look, scene.may("see", place))
            may = scene.known and scene.may("fill in", place)
            change = press(scene.me, scene.me, note, pack(Action.FACT_CHANGE, fact))
            yield Attempt("press FACT_CHANGE", change, may, "expectation")
            yield _corrected(scene, fact, may)


def _corrected(scene: Scene, fact: int, may: bool) -> Attempt:
    def asked() -> None:
        scene.expect(scene.me, "fact_words", fact)

    words, kept = says(scene.me, scene.me, "是"), frozenset({"fact"})
    return Attempt("expected fact_words", words, may, "fact", watched=kept, prelude=asked)


def _known(scene: Scene, unit: int) -> int:
    scene.book.do(
        "INSERT INTO fact (unit_id, folded, kind, words, value, member_id, path, said_at,"
        f" recorded_at) VALUES ({unit}, '挡板', 'yes_no', '挡板', 'no', {scene.members[0]},"
        " 'button', 0, 0)"
    )
    return scene.book.ids("SELECT MAX(id) AS id FROM fact")[0]


def _asks(scene: Scene) -> None:
    lowest = scene.house.lowest.code
    scene.book.do(f"UPDATE instruction SET form_tier = '{lowest}' WHERE id = {scene.instruction}")
    for instruction in (scene.pending, scene.instruction):
        scene.book.do(
            "INSERT INTO form_question (instruction_id, ordinal, kind, words, folded)"
            f" VALUES ({instruction}, 1, 'yes_no', '挡板到位', '挡板到位')"
        )


def _on_cards(scene: Scene) -> Iterator[Attempt]:
    """Opened for one's own buildings, whether answered or not; what is no building is received."""
    found = Cards(scene)
    mine = {each for each in found.mine if _open(scene, found, each)}
    plain = {each for each in found.waiting if scene.tree[each].height}
    for chat, number in scene.standing("card"):
        update = press(scene.me, chat, number, pack(Action.FORM, scene.instruction))

        def expect(done: Done) -> None:
            assert found.turned(done, lambda row: row["state"] == "acknowledged") == plain
            opened = {found.place(row["target_id"]) for row in done.rows("form_filling")}
            assert opened <= mine
            assert bool(opened) is bool(mine)

        allowed, certain = bool(mine or plain), bool(mine)
        yield Attempt("press FORM", update, allowed, "form_filling", certain, expect, watched=_KEPT)


def _open(scene: Scene, found: Cards, place: int) -> bool:
    target = found.targets[place]
    over = target["state"] in ("withdrawn", "closed")
    return not scene.tree[place].height and target["opened_at"] is not None and not over


def _filling_in(scene: Scene, place: int, target: int) -> Iterator[Attempt]:
    """A form of the actor's, by what they may do for its unit now."""
    who = scene.member or scene.members[0]
    (state,) = scene.book.rows(f"SELECT state FROM target WHERE id = {target}")
    may = scene.known and scene.may("fill in", place) and state["state"] != "withdrawn"
    with scene.book.undone("filling"):
        filling = _begun(scene, who, scene.me, target)
        number = scene.put(scene.me, "form", filling)
        yield from _acts(scene, filling, number, target, may=may)


def _begun(scene: Scene, member: int, chat: int, target: int) -> int:
    scene.book.do(
        "INSERT INTO form_filling (target_id, member_id, chat_id, state, ordinal, path, said_at,"
        f" begun_at) VALUES ({target}, {member}, {chat}, 'open', 1, 'button', 0, 0)"
    )
    return scene.book.ids("SELECT MAX(id) AS id FROM form_filling")[0]


def _acts(
    scene: Scene, filling: int, number: int, target: int, *, may: bool, chat: int = 0
) -> Iterator[Attempt]:
    chat = chat or scene.me

    def tried(action: Action, table: str, *values: int | str, said: bool = False) -> Attempt:
        def prelude() -> None:
            _last_time(scene, target)
            if said:
                _said(scene, filling)

        update = press(scene.me, chat, number, pack(action, filling, *values))
        way = f"press {action.name}"
        return Attempt(way, update, may, table, watched=_KEPT, prelude=prelude)

    yield tried(Action.FORM_SAY, "form_filling_value", 1, "yes")
    yield tried(Action.FORM_SAME, "form_filling_value")
    yield tried(Action.FORM_TYPE, "outbox")
    yield tried(Action.FORM_CHANGE, "form_filling", said=True)
    yield tried(Action.FORM_SEND, "form_answer", said=True)
    if chat == scene.me:
        words = says(scene.me, scene.me, "是")

        def asked() -> None:
            scene.expect(scene.me, "form_words", filling)

        yield Attempt(
            "expected form_words", words, may, "form_filling_value", watched=_KEPT, prelude=asked
        )


def _question(scene: Scene, instruction: int) -> int:
    found = f"SELECT id FROM form_question WHERE instruction_id = {instruction}"
    return scene.book.ids(found)[0]


def _said(scene: Scene, filling: int) -> None:
    question = _question(scene, scene.instruction)
    scene.book.do(
        "INSERT INTO form_filling_value (filling_id, question_id, value)"
        f" VALUES ({filling}, {question}, 'yes')"
    )


def _last_time(scene: Scene, target: int) -> None:
    """The same question was answered in another instruction."""
    scene.book.do(
        "INSERT INTO fact (unit_id, folded, kind, words, value, member_id, path, said_at,"
        " recorded_at) SELECT t.unit_id, '挡板到位', 'yes_no', '挡板到位', 'no',"
        f" {scene.members[0]}, 'button', 0, 0 FROM target t WHERE t.id = {target}"
    )


def _anothers(scene: Scene) -> Iterator[Attempt]:
    """A form in somebody else's chat."""
    other = scene.book.ids(f"SELECT id FROM member WHERE telegram_id = {scene.other}")
    targets = scene.book.ids(
        f"SELECT id FROM target WHERE instruction_id = {scene.instruction} ORDER BY id"
    )
    if other:
        filling = _begun(scene, other[0], scene.other, targets[-1])
        number = scene.put(scene.other, "form", filling)
        yield from _acts(scene, filling, number, targets[-1], may=False, chat=scene.other)
