"""What is known is not asked: it answers when a form starts, and by itself where all is known."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.roster.model import PostKind
from bot.store.answering.answers import Held
from bot.store.cascade import instructions
from bot.store.forms import facts
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.answering import recording
from bot.usecases.cascade import refreshing
from bot.usecases.forms import branch_sums


def answer_known(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """An instruction starts: what is known and no older than its issuer allows is answered."""
    if instruction.form_tier is None:
        return
    given = facts.answer_with_facts(tx, instruction, now)
    if given:
        audit.record(tx, now, audit.by(instruction.issuer_id), "form.known",
                     instruction_id=instruction.id, facts={"answers": given})  # fmt: skip


def known_due(tx: Tx, most: int, now: datetime) -> int:
    """Acknowledge, in the issuer's name, for opened units of which everything asked is known."""
    found = facts.known_to_answer(tx, most)
    for target_id in found:
        tx.run("drop_known", target_id=target_id)
        target = instructions.target(tx, target_id)
        instruction = instructions.instruction(tx, target.instruction_id)
        if instruction.state is InstructionState.RUNNING and target.unanswered:
            issuer = people.member(tx, instruction.issuer_id)
            held = Held(target, PostKind.LEAD)
            recording.record_answer(tx, instruction, held, issuer, AnswerPath.PROXY, now, now)
            branch_sums.show_branch(tx, instruction, target, now)
            refreshing.after_answer(tx, instruction, [target], now)
    return len(found)
