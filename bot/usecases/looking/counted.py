"""The numbers of an instruction in the parts of it somebody may see, for all screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from bot.chat.looking.values import Heading
from bot.instructions.counts import Fates, Progress
from bot.instructions.model import Instruction
from bot.store.forms import forms
from bot.store.looking import progress
from bot.store.looking.progress import Part
from bot.store.tx import Tx


def heading(tx: Tx, instruction: Instruction, mine: Sequence[Part]) -> Heading:
    """The instruction with its progress in these parts; for an informing one also what became of
    its cards."""
    fates = None if instruction.needs_answer else fates_in(tx, instruction, mine)
    return Heading(instruction, progress_in(tx, instruction, mine), fates=fates)


def with_helps(tx: Tx, found: Heading, mine: Sequence[Part]) -> Heading:
    """The same with how many need help in these parts."""
    helps = (progress.help_in(tx, found.instruction.id, part)[0] for part in mine)
    return replace(found, helps=sum(helps))


def with_sums(tx: Tx, found: Heading, mine: Sequence[Part]) -> Heading:
    """The same with what its form adds up to in these parts."""
    instruction = found.instruction
    if instruction.form_tier is None:
        return found
    whole = _whole(tx, instruction, mine)
    ranges = [forms.WHOLE] if whole else [part.range for part in mine]
    return replace(found, sums=forms.sums_below(tx, instruction.id, ranges))


def progress_in(tx: Tx, instruction: Instruction, mine: Sequence[Part]) -> Progress:
    """The progress of an instruction in all these parts together."""
    if _whole(tx, instruction, mine):
        return progress.progress_of(tx, instruction.id)
    parts = (progress.progress_below(tx, instruction.id, each) for each in mine)
    return sum(parts, Progress())


def fates_in(tx: Tx, instruction: Instruction, mine: Sequence[Part]) -> Fates:
    """What became of its cards in all these parts together."""
    if _whole(tx, instruction, mine):
        return progress.fates_of(tx, instruction.id)
    parts = (progress.fates_below(tx, instruction.id, each) for each in mine)
    return reduce(Fates.__add__, parts, Fates())


def _whole(tx: Tx, instruction: Instruction, mine: Sequence[Part]) -> bool:
    """Whether these parts hold all of it: then one index is read instead of parts of the tree."""
    reach = progress.issued_units(tx, instruction.id)
    return all(any(part.deep and part.holds(unit) for part in mine) for unit in reach)
