"""填报 on the page: all questions at once, read as typed answers are, and handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.chat.looking.values import Wall
from bot.errors import Refused
from bot.instructions.forms.question import QuestionKind
from bot.instructions.forms.reading_answer import Known
from bot.instructions.forms.reading_page import Fields, ReadField, read_field
from bot.instructions.model import AnswerPath, Instruction, InstructionState, Target
from bot.roster.model import Member, Unit
from bot.roster.permissions import Right
from bot.store.board import rows
from bot.store.cascade import instructions
from bot.store.forms import fillings, forms, questions
from bot.store.forms.forms import FormAnswer, GivenBy
from bot.store.forms.questions import Asked
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.answering import recording
from bot.usecases.board.pages import PageReader, reader, unit_by_code
from bot.usecases.forms import filling as filled
from bot.usecases.forms import handing_in
from bot.usecases.rights import Actor


@dataclass(frozen=True, slots=True)
class AskForm:
    """A form by the number of its instruction; `target`: of which of the reader's units, 0 for the
    first that lacks answers; `code`: of this unit instead, for which somebody above answers
    (代填)."""

    reader: PageReader
    number: int
    target: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A form of a unit. `last`: what was known before; `given`: what was handed in; `others`: the
    reader's other units that are asked; `path`: how an answer comes; `above`:
    the code of the unit whose page leads here, "" where that is the reader's own page; `in_chat`:
    the reader has a chat with the bot, too."""

    instruction: Instruction
    target: Target
    others: tuple[Target, ...]
    asked: Sequence[Asked]
    last: Mapping[int, FormAnswer]
    given: Mapping[int, FormAnswer]
    wall: Wall
    path: AnswerPath = AnswerPath.WEB
    above: str = ""
    in_chat: bool = True

    @property
    def closed(self) -> bool:
        """Whether nothing can be handed in any more."""
        return self.instruction.state is not InstructionState.RUNNING

    @property
    def may_leave_out(self) -> bool:
        """Whether something is left to hand in without the photos, which no page takes."""
        return any(each.question.kind is not QuestionKind.PHOTO for each in self.asked)

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
    asking = _asking(tx, command)
    instruction, targets = asking.instruction, asking.targets
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
        path=asking.path,
        above=asking.above,
        in_chat=not command.reader.member,
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who fills in which forms, and how; `above`: the code of the unit they came from."""

    member: Member
    instruction: Instruction
    targets: list[Target]
    path: AnswerPath = AnswerPath.WEB
    above: str = ""


def _asking(tx: Tx, command: AskForm) -> _Asking:
    return _anothers(tx, command) if command.code else _mine(tx, command)


def _anothers(tx: Tx, command: AskForm) -> _Asking:
    """The form of a unit that the reader may fill in, by the same rights as in the chat."""
    who = reader(tx, command.reader)
    unit = unit_by_code(tx, command.code)
    who.require(Right.FILL_IN, unit)
    number = rows.number_to_id(tx, command.number)
    target = instructions.target_of(tx, number, unit.id) if number else None
    if who.member is None or target is None:
        raise Refused("not_allowed")
    instruction = instructions.instruction(tx, number)
    if not instruction.asks_form(unit.tier):
        raise Refused("not_allowed")
    if instruction.state is InstructionState.RUNNING and target.state in filled.OVER:
        raise Refused("instruction_ended")
    holds = any(seat.unit.id == unit.id for seat in who.seats)
    path = AnswerPath.WEB if holds else AnswerPath.PROXY
    return _Asking(who.member, instruction, [target], path, _above(tx, who, unit))


def _above(tx: Tx, who: Actor, unit: Unit) -> str:
    """The unit on whose page this one stands, as far up as the reader sees."""
    mine, upper = care.parts(tx, who), people.ancestors(tx, unit.id)
    seen = (each for each in upper if each.id != unit.id and any(p.holds(each) for p in mine))
    return next(seen, unit).code


def _mine(tx: Tx, command: AskForm) -> _Asking:
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
    return _Asking(who.member, instruction, targets)


@dataclass(frozen=True, slots=True)
class FieldShown:
    """What a page showed of a question: `said`: what stood in its fields; `answer`: the id of the
    answer it was made from, 0 where nobody had answered."""

    said: Sequence[str] = ()
    answer: int = 0


NOT_SHOWN = FieldShown()


@dataclass(frozen=True, slots=True)
class FormSaid:
    """A form that was sent. `version`: of the text its page showed; `confirmed`: values that are
    far off and were said to be so, by question; `shown`: what its page showed, by question;
    `hand_in`: 交上去 was pressed under the look."""

    ask: AskForm
    version: int
    fields: Fields
    confirmed: Mapping[int, str] = field(default_factory=dict)
    shown: Mapping[int, FieldShown] = field(default_factory=dict)
    hand_in: bool = False

    def untouched(self, question_id: int) -> bool:
        """Whether the fields of a question say what its page showed."""
        before = self.shown.get(question_id, NOT_SHOWN).said
        return _lines(self.fields.get(question_id, ())) == _lines(before)


def _lines(said: Sequence[str]) -> list[str]:
    """Fields as browsers send them, whose lines end otherwise than those of pages."""
    return [each.replace("\r\n", "\n") for each in said]


@dataclass(frozen=True, slots=True)
class FormRead:
    """What was read, by question. `handed_in`: it counts now; `outdated`: the text was corrected
    after the page was made, `overtaken`: somebody answered these questions otherwise; in both cases
    nothing was stored. `untouched`: those of them that the writer left as they were."""

    page: FormPage
    read: Mapping[int, ReadField]
    handed_in: bool = False
    outdated: bool = False
    overtaken: frozenset[int] = frozenset()
    untouched: frozenset[int] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether all of it can be handed in."""
        return all(each.counts for each in self.read.values())


def say_form(tx: Tx, command: FormSaid, now: datetime) -> FormRead:
    """Read a form, and store it where that was asked and all of it counts. Raises Refused."""
    page = form_page(tx, command.ask, now)
    member = _asking(tx, command.ask).member
    found = FormRead(page, _read(page, command, now.astimezone(house.zone(tx)).date()))
    if not page.closed and (overtaken := _overtaken(found, command)):
        left = frozenset(each for each in overtaken if command.untouched(each))
        return replace(found, overtaken=overtaken, untouched=left)
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
    by = GivenBy(member.id, page.path, now)
    handing_in.record_form(tx, page.instruction, page.target, values, by, now)
    _leave_chat(tx, page.target, member, now)
    return replace(found, handed_in=True)


def _overtaken(found: FormRead, command: FormSaid) -> frozenset[int]:
    """The questions that somebody else answered otherwise after the page was made: an old value
    that was only left standing must not undo theirs."""
    return frozenset(
        key
        for key, given in found.page.given.items()
        if given.id != command.shown.get(key, NOT_SHOWN).answer
        and (key not in found.read or found.read[key].value != given.value)
    )


def _read(page: FormPage, command: FormSaid, today: date) -> dict[int, ReadField]:
    found = {}
    for each in page.asked:
        if each.question.kind is QuestionKind.PHOTO and each.id in page.given:
            found[each.id] = ReadField(page.given[each.id].value)
            continue
        last = page.last[each.id].value if each.id in page.last else None
        said, sure = command.fields.get(each.id, ()), command.confirmed.get(each.id, "")
        if each.question.kind is QuestionKind.PHOTO and not page.may_leave_out:
            said = ()
        found[each.id] = read_field(each.question, said, Known(today, last), sure)
    return found


def _leave_chat(tx: Tx, target: Target, member: Member, now: datetime) -> None:
    """What the member was filling in for the same unit in the chat is done."""
    begun = fillings.filling_of(tx, target.id, member.id)
    if begun is not None:
        filled.show_form(tx, replace(begun, state="sent", ordinal=None), now)
