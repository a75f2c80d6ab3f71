"""Remarks with their replies (answering), as messages and screens of any subject show them."""

from __future__ import annotations

from bot.chat.answering.talk import Answer, Talk
from bot.store.answering import threads
from bot.store.answering.threads import Remark
from bot.store.cascade import instructions
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named

_AT_ONCE = 5
"""Questions on a summary or screen."""
_ANSWERS = 3
"""Replies under one question: the newest."""


def talk(tx: Tx, remark: Remark, reader_id: int, *, whole: bool = False) -> Talk:
    """A remark with its replies; `whole`: with everything that followed."""
    answers = threads.thread(tx, remark.id) if whole else threads.replies_to(tx, remark.id)
    answered = None if remark.answers_id is None else threads.remark(tx, remark.answers_id)
    instruction_id = remark.instruction_id
    return Talk(
        id=remark.id,
        kind=remark.kind.value,
        by=named.anybody(tx, remark.member_id),
        unit=named.spot(tx, people.unit(tx, remark.unit_id), reader_id),
        instruction=instructions.instruction(tx, instruction_id) if instruction_id else None,
        words=remark.words,
        copied=remark.copied,
        reason=remark.reason,
        quoted=answered.words if answered else None,
        answers=tuple(_answer(tx, each) for each in answers[-_ANSWERS:]),
    )


def _answer(tx: Tx, reply: Remark) -> Answer:
    return Answer(named.anybody(tx, reply.member_id), reply.words)


def talks_about(
    tx: Tx, instruction_id: int, reader_id: int, **within: object
) -> tuple[tuple[Talk, ...], int]:
    """The newest questions with their replies, and how many more there are."""
    found, count = threads.of_instruction(tx, instruction_id, _AT_ONCE, **within)
    talks = tuple(talk(tx, each, reader_id, whole=True) for each in found)
    return talks, count - len(found)
