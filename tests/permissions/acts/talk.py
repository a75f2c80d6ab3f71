"""Writing back to those below: by button, in words, to one of several, and to the group as well."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bot.chat.callback import Action, pack
from bot.store.answering import threads
from bot.store.answering.threads import Remark, RemarkKind
from tests.permissions.attempt import Attempt
from tests.permissions.scene import Scene
from tests.permissions.updates import press, says


def talk(scene: Scene) -> Iterator[Attempt]:
    """About every request for help there is; what is written back to it is kept as a remark."""
    for row in scene.book.rows("SELECT * FROM remark WHERE kind = 'help' ORDER BY id"):
        place = scene.place_of(row["unit_id"])
        may = scene.known and scene.may("take up help", place)
        yield from _writes_back(scene, row["id"], may)
        yield from _shows_all(scene, threads.remark(scene.tx, row["id"]), may)
        yield from _still_waits(scene, row["help_id"], row["member_id"], place)


def _writes_back(scene: Scene, remark: int, may: bool) -> Iterator[Attempt]:
    me = scene.me
    asks = press(me, me, scene.note, pack(Action.REMARK_REPLY, remark))
    yield Attempt("press REMARK_REPLY", asks, may, "expectation")
    yield Attempt(
        "expected reply_words", says(me, me, "马上到"), may, "remark",
        prelude=partial(scene.expect, me, "reply_words", remark),
    )  # fmt: skip
    asked = scene.put(me, "reply_whom", remarks=[remark], text="马上到", caption=None, number=1)
    if scene.known:
        scene.book.do(
            f"UPDATE bot_message SET member_id = {scene.member}"
            f" WHERE chat_id = {me} AND telegram_id = {asked}"
        )
    whom = press(me, me, asked, pack(Action.REMARK_WHOM, remark))
    yield Attempt("press REMARK_WHOM", whom, may, "remark")


def _shows_all(scene: Scene, asked: Remark, may: bool) -> Iterator[Attempt]:
    """Only one's own words are shown; where there is no group, nothing can be."""
    me = scene.me
    for writer in {scene.member, asked.member_id} - {0}:
        begun = Remark(
            kind=RemarkKind.REPLY, instruction_id=asked.instruction_id, unit_id=asked.unit_id,
            member_id=writer, to_id=asked.member_id, thread_id=asked.id, answers_id=asked.id,
            help_id=asked.help_id, words="马上到",
        )  # fmt: skip
        reply = threads.add(scene.tx, begun, scene.now)
        update = press(me, me, scene.note, pack(Action.REMARK_POST, reply.id))
        allowed = may and writer == scene.member
        yield Attempt("press REMARK_POST", update, allowed, "bot_message", certain=False)


def _still_waits(scene: Scene, call: int, asker: int, place: int) -> Iterator[Attempt]:
    still = scene.may("ask for help", place) or scene.may("answer for", place)
    update = press(scene.me, scene.me, scene.note, pack(Action.HELP_STILL, call))
    own = scene.member == asker and still
    solved = f"UPDATE help_request SET state = 'solved' WHERE id = {call}"
    yield Attempt(
        "press HELP_STILL", update, own, "help_request",
        prelude=partial(scene.book.do, solved),
    )  # fmt: skip
