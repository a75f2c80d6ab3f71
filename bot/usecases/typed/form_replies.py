"""Words about an instruction with a form: 是 3 20 in reply to the card counts where it is clear.

Where anything is in doubt it is shown to the writer in private."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.instructions.forms.by_building import by_building
from bot.instructions.forms.form_words import SAME
from bot.instructions.forms.office_table import PAGE
from bot.instructions.forms.outlying import far_off
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.reading_answer import UNREAD, ReadAnswer, level_answer
from bot.instructions.forms.reading_reply import (
    ReadForm,
    building_named,
    counts_buildings,
    read_form,
)
from bot.instructions.model import AnswerPath, Instruction, Target
from bot.instructions.reading.meanings import Meaning, Reading
from bot.instructions.reading.reader import building_number
from bot.roster.fold import fold
from bot.roster.model import Member, Unit
from bot.store.forms import forms, questions
from bot.store.forms.forms import FormAnswer, GivenBy
from bot.store.forms.questions import Asked
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases import named, notices, rights
from bot.usecases.answering import recording
from bot.usecases.forms import filling as filled
from bot.usecases.forms import handing_in
from bot.usecases.rights import Actor
from bot.usecases.typed.speaking_for import spoken_for
from bot.usecases.typed.told_writer import Reply, say_thanks


@dataclass(frozen=True, slots=True)
class _Heard:
    """What words say to the form of a target."""

    instruction: Instruction
    target: Target
    asked: Sequence[Asked]
    last: Mapping[int, FormAnswer]
    read: ReadForm
    pictures: Mapping[int, str]
    """Photos, by question: the one sent now, and those that were sent before."""

    @property
    def values(self) -> dict[int, str]:
        """What was read, by question; with the photos."""
        pairs = zip(_in_words(self.asked), self.read.values, strict=False)
        return {each.id: value for each, value in pairs if value is not None} | dict(self.pictures)

    @property
    def clear(self) -> bool:
        """Whether it counts as it stands: all is read, in one way, and nothing is far off."""
        values = self.values
        return (
            self.whole
            and self.read.sure
            and all(each.id in values for each in self.asked)
            and not any(
                far_off(each.question, values[each.id], self.last_value(each))
                for each in self.asked
            )
        )

    @property
    def whole(self) -> bool:
        """Whether a reply can answer all of it; of a long form only the first page."""
        return len(self.asked) <= PAGE

    def last_value(self, asked: Asked) -> str | None:
        """What the unit answered last time."""
        return self.last[asked.id].value if asked.id in self.last else None

    @property
    def tells(self) -> bool:
        """Whether it answers something: all, or anything that is no free text."""
        said = zip(_in_words(self.asked), self.read.values, strict=False)
        read = [each.question.kind for each, value in said if value is not None]
        return bool(read) and (
            self.read.sure or any(each is not QuestionKind.TEXT for each in read)
        )


def hear_form_reply(
    tx: Tx, about: Sequence[Instruction], member: Member, said: Reading, command: Reply,
    now: datetime,
) -> bool:  # fmt: skip
    """Whether words were taken as answers to a form the writer fills in."""
    words = command.words if command.photo else command.text
    found = [(each, filled.to_fill_in(tx, each, member.id)) for each in about]
    asked = [(each, targets) for each, targets in found if targets]
    if not asked or not (words or command.photo):
        return False
    instruction, targets = asked[0]
    if _names_other(tx, instruction, targets, words or ""):
        return False
    if not command.photo and (each_said := _of_each(tx, instruction, targets, words or "", now)):
        _hear_each(tx, each_said, member, command, now)
        return True
    target = _meant(targets, said)
    heard = _read(tx, instruction, target, words or "", now, command.photo)
    if command.photo and not heard.pictures:
        return False
    if heard.read.personal:
        _say_privately(tx, "form_personal", member, command, now)
        return True
    plain = level_answer(words or "")
    shown = fold(plain) in SAME or (forms.answers_of(tx, target.id) and _CHANGES.search(plain))
    if not (heard.tells or command.photo or shown) or _alarming(said, heard):
        return False
    if recording.unseen(tx, instruction, member, target, command.said_at):
        _say_privately(tx, "form_corrected", member, command, now)
        return True
    older = recording.answers_older_text(tx, target, command.said_at)
    if heard.clear and len(targets) == 1 and not older:
        _record(tx, heard, member, command, now)
    else:
        ask_to_fill_in(tx, target, member, command, now, heard.values)
    return True


_CHANGES = re.compile(r"^(?=.*\d)(?=.*(?:不对|报错|写错|填错|打错|改成|改为|更正|应该是)).*$", re.S)
"""What says that figures were wrong: where they are not understood the form opens to be changed."""


def _of_each(
    tx: Tx, instruction: Instruction, targets: Sequence[Target], words: str, now: datetime
) -> list[_Heard]:
    """What words say to the form of each of several buildings; empty where they do not answer two
    of them at least, or where buildings are what is counted."""
    own = {building_number(each.unit.name): each for each in targets}
    said = by_building(words, own) if len(own) == len(targets) > 1 else {}
    if not said or counts_buildings(
        [each.question for each in questions.asked_in(tx, instruction.id)]
    ):
        return []
    heard = [_read(tx, instruction, own[number], part, now) for number, part in said.items()]
    return heard if all(each.tells or each.read.personal for each in heard) else []


def _hear_each(
    tx: Tx, heard: Sequence[_Heard], member: Member, command: Reply, now: datetime
) -> None:
    """Count what is clear; the rest is shown in private, the first of it last."""
    about = heard[0].instruction
    if any(each.read.personal for each in heard):
        _say_privately(tx, "form_personal", member, command, now)
        return
    if any(recording.unseen(tx, about, member, each.target, command.said_at) for each in heard):
        _say_privately(tx, "form_corrected", member, command, now)
        return
    older = [recording.answers_older_text(tx, each.target, command.said_at) for each in heard]
    clear = [each for each, old in zip(heard, older, strict=True) if each.clear and not old]
    for each in clear:
        _store(tx, each, member, command, now)
    if clear and command.private:
        units = tuple(each.target.unit.name for each in clear)
        say_thanks(tx, units, named.of(tx, member), command, now)
    for each in reversed([each for each in heard if each not in clear]):
        ask_to_fill_in(tx, each.target, member, command, now, each.values)


def _alarming(said: Reading, heard: _Heard) -> bool:
    """Whether words are a cry for help rather than answers. What was only guessed gives way where
    everything asked is answered, as by 是 3户 沙袋20."""
    if said.guessed and len(heard.values) == len(heard.asked):
        return False
    return said.danger or (said.meaning is Meaning.HELP and not heard.read.sure)


def _names_other(
    tx: Tx, instruction: Instruction, targets: Sequence[Target], words: str
) -> bool:  # fmt: skip
    """Whether words begin with a building that is none of the writer's own. Where buildings are
    what is counted, or a branch answers, 4栋 is an answer."""
    number, own = building_named(words), {building_number(each.unit.name) for each in targets}
    above = house.heights(tx).get(instruction.form_tier or "", 0) > 0
    if number is None or number in own or above:
        return False
    return not counts_buildings([each.question for each in questions.asked_in(tx, instruction.id)])


def _meant(targets: Sequence[Target], said: Reading) -> Target:
    """The target whose building the words name, else the first."""
    named_ = [each for each in targets if building_number(each.unit.name) in said.buildings]
    return (named_ or list(targets))[0]


def _read(
    tx: Tx, instruction: Instruction, target: Target, words: str, now: datetime,
    photo: str | None = None,
) -> _Heard:  # fmt: skip
    asked = questions.asked_in(tx, instruction.id)
    last = forms.last_answers(tx, instruction.id, target.unit.id, asked)
    before = forms.answers_of(tx, target.id)
    last |= before
    page = _in_words(asked[:PAGE])
    values = [last[each.id].value if each.id in last else None for each in page]
    today = now.astimezone(house.zone(tx)).date()
    read = _said([each.question for each in page], words, today, values)
    if photo and not words and all(each.id in before for each in page):
        read = ReadForm(tuple(ReadAnswer(before[each.id].value) for each in page), sure=True)
    return _Heard(instruction, target, asked, last, read, _pictures(asked, before, photo))


def _said(
    asked: Sequence[FormQuestion], words: str, today: date, last: Sequence[str | None]
) -> ReadForm:
    if not asked or not words:
        return ReadForm(tuple(UNREAD for _ in asked), sure=not asked)
    return read_form(asked, words, today, last)


def tells_form(tx: Tx, instruction: Instruction, words: str, now: datetime) -> bool:
    """Whether words answer all that can be typed of a form, whoever wrote them."""
    asked = _in_words(questions.asked_in(tx, instruction.id)[:PAGE])
    today = now.astimezone(house.zone(tx)).date()
    read = _said([each.question for each in asked], words, today, [None for _ in asked])
    return bool(asked) and all(each is not None for each in read.values)


def _in_words(asked: Sequence[Asked]) -> list[Asked]:
    """The questions that words can answer."""
    return [each for each in asked if each.question.kind is not QuestionKind.PHOTO]


def _pictures(
    asked: Sequence[Asked], before: Mapping[int, FormAnswer], photo: str | None
) -> dict[int, str]:
    """A new photo is for the first question that lacks one, or the only one."""
    wanted = questions.pictured(asked)
    found = {each.id: before[each.id].value for each in wanted if each.id in before}
    lacking = [each.id for each in wanted if each.id not in found]
    if photo and (lacking or len(wanted) == 1):
        found[(lacking or [wanted[0].id])[0]] = photo
    return found


def _record(tx: Tx, heard: _Heard, member: Member, command: Reply, now: datetime) -> None:
    _store(tx, heard, member, command, now)
    if command.private:
        say_thanks(tx, (heard.target.unit.name,), named.of(tx, member), command, now)


def _store(tx: Tx, heard: _Heard, member: Member, command: Reply, now: datetime) -> None:
    by = GivenBy(member.id, AnswerPath.REPLY, command.said_at, command.chat_id)
    handing_in.record_form(tx, heard.instruction, heard.target, heard.values, by, now)


def _say_privately(
    tx: Tx, key: str, member: Member, command: Reply, now: datetime, unit: Unit | None = None
) -> None:
    """Say in private why nothing was kept; a writer without a private chat is told nothing in front
    of the group but where to fill in."""
    if member.reachable:
        reply_to = command.message_id if command.private else None
        spot = named.spot(tx, unit, member.id) if unit else None
        notices.notify(tx, member.telegram_id or 0, key, now, reply_to=reply_to, unit=spot)
    else:
        notices.notify(tx, command.chat_id, "form_above", now, reply_to=command.message_id)


def ask_to_fill_in(
    tx: Tx, target: Target, member: Member, command: Reply, now: datetime,
    said: Mapping[int, str] | None = None, path: AnswerPath = AnswerPath.REPLY,
) -> None:  # fmt: skip
    """Show the form in private with what was said; in the group say where it is, to a writer who
    cannot be written to."""
    if member.reachable:
        filled.begin_form(tx, member, target, path, now, said)
    else:
        notices.notify(tx, command.chat_id, "form_above", now, reply_to=command.message_id)


def hear_form_for(
    tx: Tx, about: Sequence[Instruction], member: Member, command: Reply, now: datetime
) -> bool:
    """代填 in words, 4栋：是 2 5: the form of that building opens with what was said. False where
    the writer stands above no such building, or no form is asked for there."""
    number, asking = building_named(command.text or ""), [each for each in about if each.form_tier]
    if number is None or not asking:
        return False
    who = rights.actor(tx, command.telegram_id)
    for instruction in asking if member.reachable else ():
        if several := _of_several(tx, who, instruction, command.text or "", now):
            for heard in reversed(several):
                _fill_in_for(tx, heard, member, command, now)
            return True
    for instruction in asking:
        for target in spoken_for(tx, who, [instruction], [number]):
            if instruction.asks_form(target.unit.tier) and member.reachable:
                heard = _read(tx, instruction, target, command.text or "", now)
                _fill_in_for(tx, heard, member, command, now)
                return True
    return False


def _of_several(
    tx: Tx, who: Actor, instruction: Instruction, words: str, now: datetime
) -> list[_Heard]:
    """What words of somebody above say of each of several buildings in their care."""
    said = by_building(words)
    asked = [each.question for each in questions.asked_in(tx, instruction.id)]
    targets = spoken_for(tx, who, [instruction], [*said]) if said else []
    if counts_buildings(asked) or not all(instruction.asks_form(e.unit.tier) for e in targets):
        return []
    by_number = {building_number(each.unit.name): each for each in targets}
    return [_read(tx, instruction, by_number[number], part, now)
            for number, part in said.items() if number in by_number]  # fmt: skip


def turn_back_other(
    tx: Tx, about: Sequence[Instruction], member: Member, command: Reply, now: datetime
) -> bool:
    """Whether words answered for a building of others; the writer hears that nothing was kept."""
    for instruction in about:
        targets = filled.to_fill_in(tx, instruction, member.id)
        if targets and _names_other(tx, instruction, targets, command.text or ""):
            _say_privately(tx, "form_other", member, command, now, targets[0].unit)
            return True
    return False


def _fill_in_for(tx: Tx, heard: _Heard, member: Member, command: Reply, now: datetime) -> None:
    if heard.read.personal:
        _say_privately(tx, "form_personal", member, command, now)
    else:
        filled.begin_form(tx, member, heard.target, AnswerPath.PROXY, now, heard.values)
