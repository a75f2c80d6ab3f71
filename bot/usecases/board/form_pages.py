"""填报 on the page: all questions at once, read as typed answers are, and handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.chat.looking.values import Wall
from bot.errors import Refused
from bot.instructions.forms.reading_answer import Known
from bot.instructions.forms.reading_page import Fields, ReadField, read_field
from bot.instructions.model import AnswerPath, Instruction, InstructionState, Target
from bot.roster.model import Member
from bot.store.board import rows
from bot.store.cascade import instructions
from bot.store.forms import fillings, forms, questions
from bot.store.forms.forms import FormAnswer, GivenBy
from bot.store.forms.questions import Asked
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases.answering import recording
from bot.usecases.board.pages import PageReader, reader
from bot.usecases.forms import filling as filled
from bot.usecases.forms import handing_in


@dataclass(frozen=True, slots=True)
class AskForm:
    """A form by the number of its instruction; `target`: of which of the reader's units, 0 for the
    first that lacks answers."""

    reader: PageReader
    number: int
    target: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A form of a unit. `last`: what was known before; `given`: what was handed in; `others`: the
    reader's other units that are asked."""

    instruction: Instruction
    target: Target
    others: tuple[Target, ...]
    asked: Sequence[Asked]
    last: Mapping[int, FormAnswer]
    given: Mapping[int, FormAnswer]
    wall: Wall

    @property
    def closed(self) -> bool:
        """Whether nothing can be handed in any more."""
        return self.instruction.state is not InstructionState.RUNNING

    @property
    def prefilled(self) -> dict[int, str]:
        """What stands in the fields at first: what was handed in, else what was known."""
        return {key: each.value for key, each in {**self.last, **self.given}.items()}

    @property
    def same(self) -> dict[int, str]:
        """What 同上次 puts into the fields."""
        return {key: each.value for key, each in self.last.items()}


def form_page(tx: Tx, command: AskForm, now: datetime) -> FormPage:
    """A form as its reader fills it in. Raises Refused."""
    _, instruction, targets = _mine(tx, command)
    target = next((each for each in targets if each.id == command.target), targets[0])
    if command.target and target.id != command.target:
        raise Refused("not_allowed")
    asked = questions.asked_in(tx, instruction.id)
    return FormPage(
        instruction=instruction,
        target=target,
        others=tuple(each for each in targets if each.id != target.id),
        asked=asked,
        last=forms.last_answers(tx, instruction.id, target.unit.id, asked),
        given=forms.answers_of(tx, target.id),
        wall=Wall(now, house.zone(tx)),
    )


def _mine(tx: Tx, command: AskForm) -> tuple[Member, Instruction, list[Target]]:
    who = reader(tx, command.reader)
    number = rows.number_to_id(tx, command.number)
    if who.member is None or not number:
        raise Refused("not_allowed")
    instruction = instructions.instruction(tx, number)
    over = instruction.state in (InstructionState.CLOSED, InstructionState.WITHDRAWN)
    asked = filled.asked_to_fill_in if over else filled.to_fill_in
    targets = asked(tx, instruction, who.member.id)
    if not targets:
        raise Refused("not_allowed")
    return who.member, instruction, targets


@dataclass(frozen=True, slots=True)
class FormSaid:
    """A form that was sent. `version`: of the text its page showed; `confirmed`: values that are
    far off and were said to be so, by question; `hand_in`: 交上去 was pressed under the look."""

    ask: AskForm
    version: int
    fields: Fields
    confirmed: Mapping[int, str] = field(default_factory=dict)
    hand_in: bool = False


@dataclass(frozen=True, slots=True)
class FormRead:
    """What was read, by question. `handed_in`: it counts now; `outdated`: the text was corrected
    after the page was made, so that nothing was stored."""

    page: FormPage
    read: Mapping[int, ReadField]
    handed_in: bool = False
    outdated: bool = False

    @property
    def whole(self) -> bool:
        """Whether all of it can be handed in."""
        return all(each.counts for each in self.read.values())


def say_form(tx: Tx, command: FormSaid, now: datetime) -> FormRead:
    """Read a form, and store it where that was asked and all of it counts. Raises Refused."""
    page = form_page(tx, command.ask, now)
    member, _, _ = _mine(tx, command.ask)
    found = FormRead(page, _read(page, command, now.astimezone(house.zone(tx)).date()))
    if not command.hand_in or not found.whole or page.closed:
        return found
    if recording.answers_older_version(tx, page.target, command.version, now):
        return replace(found, outdated=True)
    given = {key: each.value for key, each in page.given.items()}
    values = {
        key: each.value
        for key, each in found.read.items()
        if each.value is not None and each.value != given.get(key)
    }
    by = GivenBy(member.id, AnswerPath.WEB, now)
    handing_in.record_form(tx, page.instruction, page.target, values, by, now)
    _leave_chat(tx, page.target, member, now)
    return replace(found, handed_in=True)


def _read(page: FormPage, command: FormSaid, today: date) -> dict[int, ReadField]:
    found = {}
    for each in page.asked:
        last = page.last[each.id].value if each.id in page.last else None
        said, sure = command.fields.get(each.id, ()), command.confirmed.get(each.id, "")
        found[each.id] = read_field(each.question, said, Known(today, last), sure)
    return found


def _leave_chat(tx: Tx, target: Target, member: Member, now: datetime) -> None:
    """What the member was filling in for the same unit in the chat is done."""
    begun = fillings.filling_of(tx, target.id, member.id)
    if begun is not None:
        filled.show_form(tx, replace(begun, state="sent", ordinal=None), now)
