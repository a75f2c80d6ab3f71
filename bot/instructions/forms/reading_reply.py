"""What was typed as the answer to a whole form: 是 3 20 · 1是 2、3户 3.20袋 · a line each · 同上次.

Every way of reading is tried; where two ways differ, or anything is left out, the result is unsure
and is shown to the writer before it counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.instructions.forms.amounts import amounts_in
from bot.instructions.forms.clause import read_clause
from bot.instructions.forms.form_words import SAME
from bot.instructions.forms.parts import (
    COMMAS,
    PIECE,
    SLASHES,
    TOKENS,
    level_reply,
    marked_parts,
    said_in,
    segments_of,
)
from bot.instructions.forms.prose import asks, corrects, read_prose
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.reading_answer import (
    UNREAD,
    Known,
    ReadAnswer,
    level_answer,
    read_answer,
)
from bot.instructions.forms.refusing import holds_number
from bot.roster.fold import fold


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a reply says to each question. `sure`: it answers all of them, and in one way only.

    `personal`: it holds an identity or phone number, so that nothing of it is taken.
    """

    answers: tuple[ReadAnswer, ...]
    sure: bool
    personal: bool = False

    @property
    def values(self) -> tuple[str | None, ...]:
        """The values read; None for what is still asked."""
        return tuple(each.value for each in self.answers)

    @property
    def any(self) -> bool:
        """Whether anything was read at all."""
        return any(each.value is not None for each in self.answers)


Answers = tuple[ReadAnswer, ...]


def read_form(
    questions: Sequence[FormQuestion],
    words: str,
    today: date,
    last: Sequence[str | None] = (),
) -> ReadForm:
    """What a reply says to the questions; `last`: the last values of the same unit."""
    form = _Form(questions, today, [*last, *[None] * (len(questions) - len(last))])
    if holds_number(words):
        return ReadForm((UNREAD,) * len(questions), sure=False, personal=True)
    plain = level_reply(words)
    names_unit = _BUILDING.match(plain)
    if names_unit and not counts_buildings(questions):
        plain = plain[names_unit.end() :]
    if len(questions) == 1 and questions[0].kind is QuestionKind.TEXT:
        plain = words.strip()  # as it is written
    found = [each for each in form.readings(plain) if any(one.value is not None for one in each)]
    if len(questions) > 1 and asks(words):
        found = [each for each in found if not _only_words(questions, each)]
    if not found:
        return ReadForm((UNREAD,) * len(questions), sure=False)
    best = max(found, key=lambda each: (_full(each), _count(each)))
    rivals = {_values(each) for each in found if _count(each) == _count(best)}
    sure = not names_unit and _full(best) and len(rivals) == 1 and all(each.sure for each in best)
    return ReadForm(best, sure)


def _only_words(questions: Sequence[FormQuestion], answers: Answers) -> bool:
    """Whether nothing was read but to questions that ask for words."""
    return all(
        each.value is None or question.kind is QuestionKind.TEXT
        for question, each in zip(questions, answers, strict=True)
    )


def counts_buildings(questions: Sequence[FormQuestion]) -> bool:
    """Whether a number of buildings is asked for, so that 4栋 may be an answer."""
    return any(fold(each.measure) in {"栋", "幢", "座", "楼"} for each in questions)


def building_named(words: str) -> str | None:
    """The number of the building a reply begins with: 4 of 4栋：是 2 5."""
    found = _BUILDING.match(level_reply(words))
    return found[1] if found else None


def _values(answers: Answers) -> tuple[str | None, ...]:
    return tuple(each.value for each in answers)


def _count(answers: Answers) -> int:
    return sum(each.value is not None for each in answers)


def _full(answers: Answers) -> bool:
    return _count(answers) == len(answers)


_BUILDING = re.compile(r"^(\d+)\s*(?:栋|幢|座|号楼|#)(?:\s*楼)?[\s:,，、]*(?=\S)")
_LABEL_JOINT = re.compile(r"^[:\s]*数?[:\s]*")
_NOTED = re.compile(r"^[:：\s]*(?:写上?|填上?|就是|是)?[:：\s]*")
_FIGURE = re.compile(r"\d+(?:\.\d+)?[^\d\s]?")
_SHORTEST_LABEL = 2


@dataclass(frozen=True, slots=True)
class _Form:
    questions: Sequence[FormQuestion]
    today: date
    last: Sequence[str | None]

    def one(self, index: int, words: str) -> ReadAnswer:
        """What words say to one of the questions."""
        return read_answer(self.questions[index], words, Known(self.today, self.last[index]))

    def readings(self, plain: str) -> list[Answers]:
        """The readings by every way that fits."""
        if fold(level_answer(plain)) in SAME:
            return [tuple(self.one(index, plain) for index in range(len(self.questions)))]
        lines = said_in(plain.splitlines())
        tokens = said_in(TOKENS.split(plain))
        if len(self.questions) == 1:
            ways = [self._alone(plain, tokens), self._numbered(tokens)]
            ways += [self._prose(plain)] if _all_unread_or_none(ways) else []
            return [each for each in ways if each]
        ways = [self._in_order(lines), self._numbered(lines), self._labelled(lines)]
        if _all_unread_or_none(ways):
            ways += [self._in_order(tokens), self._numbered(segments_of(plain))]
            ways += [self._numbered(tokens), self._labelled(tokens)]
        if _all_unread_or_none(ways):
            ways += [self._paired(tokens), self._run_together(plain)]
        if _all_unread_or_none(ways):
            parts = said_in(COMMAS.split(plain))
            ways += [self._prose(plain), self._in_order(parts), self._in_order_freely(parts)]
            slashed = said_in(SLASHES.split(plain))
            if len(slashed) > 1:
                ways += [self._doubted(each(slashed)) for each in (self._in_order, self._halves)]
            ways += [self._rest_is_text(tokens), self._named_text(plain), self._halves(tokens)]
        return [each for each in ways if each]

    def _alone(self, plain: str, tokens: Sequence[str]) -> Answers:
        found = self.one(0, plain)
        if found.value is None and len(tokens) == 1:
            found = self.one(0, tokens[0])
        if found.value is None:
            labelled = self._labelled([plain])
            return labelled or (found,)
        return (found,)

    def _in_order(self, parts: Sequence[str]) -> Answers | None:
        """One part a question."""
        if len(parts) != len(self.questions) or "/" in parts:
            return None
        if any(map(self._is_of_another, self.questions, parts)):
            return None
        read = self.one if any(map(corrects, parts)) else self._in_place
        return tuple(read(index, part) for index, part in enumerate(parts))

    def _in_place(self, index: int, part: str) -> ReadAnswer:
        """A part in its place, with or without words of its question before it."""
        found = self.one(index, part)
        if found.value is not None:
            return found
        named, rest = self._label(part)
        return self.one(index, rest) if named == index and _FIGURE.fullmatch(rest) else found

    def _in_order_freely(self, parts: Sequence[str]) -> Answers | None:
        """One part a question, in free words: Ready liao, 25 bags, fuel half tank."""
        found = self._in_order(parts)
        if found is None or any(map(corrects, parts)):
            return None
        free = [
            read_clause(question, fold(part), Known(self.today))
            for question, part in zip(self.questions, parts, strict=True)
        ]
        return self._doubted(
            [
                one if one.value is not None else other
                for one, other in zip(found, free, strict=True)
            ]
        )

    def _is_of_another(self, question: FormQuestion, part: str) -> bool:
        """Whether a part counts in the measure of another question only: 2台 40袋."""
        if question.kind is not QuestionKind.NUMBER:
            return False
        said = [each for each in amounts_in(part) if each.measure]
        others = [each.measure for each in self.questions if each.measure != question.measure]
        return any(not each.agrees(question.measure) and each.measure in others for each in said)

    def _numbered(self, parts: Sequence[str]) -> Answers | None:
        """Each part with the number of its question before it: 1是 2、3户 3.20袋."""
        found = marked_parts(parts)
        numbers = [number for number, _ in found]
        if not found or numbers != sorted(set(numbers)) or numbers[-1] > len(self.questions):
            return None
        answers = [UNREAD] * len(self.questions)
        for number, said in found:
            answers[number - 1] = self.one(number - 1, said)
        return (
            tuple(answers) if all(answers[each - 1].value is not None for each in numbers) else None
        )

    def _prose(self, plain: str) -> Answers | None:
        """Whatever free words say."""
        known = [Known(self.today, each) for each in self.last]
        return read_prose(self.questions, plain, known)

    def _paired(self, parts: Sequence[str]) -> Answers | None:
        """Numbers of questions and answers by turns: 1 是 2 3户. It may be meant otherwise."""
        numbers = [str(index + 1) for index in range(len(self.questions))]
        if list(parts[::2]) != numbers or len(parts) != 2 * len(numbers):
            return None
        return self._doubted([self.one(at, part) for at, part in enumerate(parts[1::2])])

    def _doubted(self, answers: Sequence[ReadAnswer] | None) -> Answers | None:
        return tuple(replace(each, sure=False) for each in answers) if answers else None

    def _labelled(self, parts: Sequence[str]) -> Answers | None:
        """Each part with words of its question before it: 低洼3户，沙袋20袋."""
        answers = [UNREAD] * len(self.questions)
        for part in parts:
            index, rest = self._label(part)
            if index is None or answers[index].value is not None:
                return None
            answers[index] = self._labelled_one(index, rest, part)
            if answers[index].value is None:
                return None
        return tuple(answers) if parts else None

    def _labelled_one(self, index: int, rest: str, part: str) -> ReadAnswer:
        if rest:
            return self.one(index, rest)
        yes_no = self.questions[index].kind is QuestionKind.YES_NO
        return self.one(index, part) if yes_no else UNREAD

    def _label(self, part: str) -> tuple[int | None, str]:
        """The one question whose words a part begins with, and the rest of the part."""
        lengths = [_shared(fold(each.words), part) for each in self.questions]
        longest = max(lengths)
        if part[:longest].isascii() and not self._is_word(part, longest):
            return None, part
        if longest < _SHORTEST_LABEL or lengths.count(longest) > 1:
            return None, part
        return lengths.index(longest), _LABEL_JOINT.sub("", part[longest:])

    def _is_word(self, part: str, length: int) -> bool:
        """Whether Latin letters at the beginning of a part are a word there and in a question."""
        word = re.compile(rf"\b{re.escape(part[:length].casefold())}\b")
        asked = any(word.search(each.words.casefold()) for each in self.questions)
        return asked and word.match(part.casefold()) is not None

    def _rest_is_text(self, tokens: Sequence[str]) -> Answers | None:
        """Answers in their order, and all that follows for a last question that asks for words."""
        most = len(self.questions) - 1
        if self.questions[-1].kind is not QuestionKind.TEXT or len(tokens) <= most + 1:
            return None
        return self._doubted(self._in_order([*tokens[:most], " ".join(tokens[most:])]))

    def _named_text(self, plain: str) -> Answers | None:
        """Free words, and after the words of the last question what it asks for: 备注写上…."""
        last = self.questions[-1]
        at = plain.rfind(last.label)
        if last.kind is not QuestionKind.TEXT or at <= 0:
            return None
        said = _NOTED.sub("", plain[at + len(last.label) :]).strip()
        before = self._prose(plain[:at].strip(" ,，、;；。和"))
        if before is None:
            return None
        return (*before[:-1], replace(self.one(len(before) - 1, said), sure=False))

    def _run_together(self, plain: str) -> Answers | None:
        """Answers without anything between them: 是3户20袋. A number without its measure is in
        doubt."""
        pieces = said_in(PIECE.findall(plain))
        found = self._in_order(pieces)
        if found is None or not _full(found):
            return None
        doubtful = any(piece[-1].isdecimal() for piece in pieces)
        return tuple(replace(each, sure=each.sure and not doubtful) for each in found)

    def _halves(self, parts: Sequence[str]) -> Answers | None:
        """Fewer parts than questions, in their order: what every way they fit agrees on."""
        if not 0 < len(parts) < len(self.questions):
            return None
        fits = self._fits(parts, 0)
        answers = [UNREAD] * len(self.questions)
        for part, places in zip(parts, zip(*fits, strict=True), strict=False):
            if len(set(places)) == 1:
                answers[places[0]] = self._in_place(places[0], part)
        return tuple(answers)

    def _fits(self, parts: Sequence[str], start: int) -> list[tuple[int, ...]]:
        if not parts:
            return [()]
        return [
            (index, *rest)
            for index in range(start, len(self.questions))
            if self._may_be(index, parts[0])
            for rest in self._fits(parts[1:], index + 1)
        ]

    def _may_be(self, index: int, part: str) -> bool:
        """Whether a part is an answer to a question; any words are one to a question for words."""
        found = self._in_place(index, part)
        others = [
            self._in_place(each, part).sure
            for each, question in enumerate(self.questions)
            if question.kind is not QuestionKind.TEXT
        ]
        if self.questions[index].kind is QuestionKind.TEXT:
            return found.value is not None and not any(others)
        return found.value is not None and (found.sure or not any(others))


def _all_unread_or_none(ways: Sequence[Answers | None]) -> bool:
    """Whether no way so far has read everything."""
    return not any(each and _full(each) for each in ways)


def _shared(question: str, part: str) -> int:
    """How many characters at the beginning of a part stand together in a question."""
    length = 0
    while (
        length < len(part) and fold(part[: length + 1]) in question and not part[length].isspace()
    ):
        length += 1
    return length
