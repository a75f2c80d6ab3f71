"""The ways in which a reply to a whole form is read: in order, numbered, labelled, in prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

from bot.instructions.forms.amounts import amounts_in
from bot.instructions.forms.clause import read_clause
from bot.instructions.forms.form_words import NAMED_YES, SAME
from bot.instructions.forms.parts import (
    COMMAS,
    PIECE,
    SLASHES,
    TOKENS,
    marked_parts,
    numbered_by_turns,
    run_of_numbers,
    said_in,
    segments_of,
)
from bot.instructions.forms.prose import corrects, read_prose
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.reading_answer import (
    UNREAD,
    Known,
    ReadAnswer,
    level_answer,
    read_answer,
)
from bot.instructions.forms.unmistaken import as_asked
from bot.roster.fold import fold

Answers = tuple[ReadAnswer, ...]


def read_count(answers: Answers) -> int:
    """How many questions were answered."""
    return sum(each.value is not None for each in answers)


def is_full(answers: Answers) -> bool:
    """Whether all were."""
    return read_count(answers) == len(answers)


_LABEL_JOINT = re.compile(r"^[:\s]*数?[:\s]*")
_NOTED = re.compile(r"^[:：\s]*(?:写上?|填上?|就是|是)?[:：\s]*")
_FIGURE = re.compile(r"\d+(?:\.\d+)?[^\d\s]?")
_SHORTEST_LABEL = 2
_LONG_LABEL = 4
_MOST_ORDERS = 4
_RANGE = re.compile(r"\d\s*[-~～–—到至]\s*\d")
"""3-5户 may be any of them."""


@dataclass(frozen=True, slots=True)
class FormWays:
    """The ways of one form: its questions, and the last values of the unit."""

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
        tokens = self._together(said_in(TOKENS.split(plain)))
        if len(self.questions) == 1:
            ways = [self._alone(plain, tokens), self._numbered(tokens)]
            ways += [self._prose(plain)] if _all_unread_or_none(ways) else []
            return [each for each in ways if each]
        ways = [self._in_order(lines), self._numbered(lines), self._labelled(lines)]
        if self._each_numbered(lines) and all(each.counts_whole for each in self.questions):
            ways = [self._numbered(lines), self._labelled(lines)]
        if _all_unread_or_none(ways):
            ways += [self._in_order(tokens), self._numbered(segments_of(plain))]
            ways += [self._numbered(tokens), self._labelled(tokens)]
            ways += [self._numbered(run_of_numbers(plain))]
        if _all_unread_or_none(ways):
            if turns := self._by_turns(tokens):
                return [turns]
            ways += [self._paired(tokens), self._run_together(plain)]
        if _all_unread_or_none(ways):
            parts = said_in(COMMAS.split(plain))
            free = [self._in_order(parts), self._in_order_freely(parts)]
            free += [self._in_order_freely(tokens), self._in_other_order(tokens)]
            prose = [self._prose(plain)]
            ways += prose + free if corrects(plain) else free + prose
            slashed = said_in(SLASHES.split(plain))
            if len(slashed) > 1:
                ways += [self._doubted(each(slashed)) for each in (self._in_order, self._halves)]
            ways += [self._rest_is_text(tokens), self._named_text(plain), self._halves(tokens)]
        return [each for each in ways if each]

    def _each_numbered(self, lines: Sequence[str]) -> bool:
        """Whether each line begins with the number of its question and a point: 1.4户 is 4."""
        begun = [line.startswith(f"{at}.") for at, line in enumerate(lines, start=1)]
        return len(begun) == len(self.questions) and all(begun)

    def _together(self, tokens: Sequence[str]) -> list[str]:
        """The tokens, with those in one that are choices of one question: 沙袋 水泵 20."""
        several = [each for each in self.questions if each.kind is QuestionKind.SEVERAL]
        found: list[str] = []
        for token in tokens:
            if found and any(_all_choices(each, (found[-1], token)) for each in several):
                found[-1] += f"、{token}"
            else:
                found.append(token)
        return found

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
        named = [self._label(part)[0] for part in parts]
        elsewhere = any(at not in {None, index} for index, at in enumerate(named))
        if found is None or elsewhere or any(map(corrects, parts)):
            return None
        return self._doubted([self._freely(index, part) for index, part in enumerate(parts)])

    def _in_other_order(self, parts: Sequence[str]) -> Answers | None:
        """One part a question in the one other order in which every part fits: 是，1 where first
        a number is asked. Words fit any question for words, so that none may be asked for."""
        if (
            len(parts) != len(self.questions)
            or len(parts) > _MOST_ORDERS
            or any(map(corrects, parts))
        ):
            return None
        if any(each.kind is QuestionKind.TEXT for each in self.questions):
            return None
        read = [[self.one(at, part) for part in parts] for at in range(len(parts))]
        fits = [
            order
            for order in permutations(range(len(parts)))
            if all(read[at][part].value is not None for at, part in enumerate(order))
        ]
        return (
            self._doubted([read[at][part] for at, part in enumerate(fits[0])])
            if len(fits) == 1
            else None
        )

    def _by_turns(self, parts: Sequence[str]) -> Answers | None:
        """Numbers of questions before their answers, joined and alone: 1是 2 15 3无."""
        found = numbered_by_turns(parts)
        joined = any(len(part) > 1 and part[:1].isdecimal() for part in parts[:1])
        if not joined or not found or found[-1][0] > len(self.questions):
            return None
        answers = [UNREAD] * len(self.questions)
        for number, said in found:
            answers[number - 1] = self._freely(number - 1, said)
        return self._doubted(answers) if all(answers[n - 1].value for n, _ in found) else None

    def _freely(self, index: int, words: str) -> ReadAnswer:
        """What words say to a question as an answer, else in free words, which is in doubt."""
        found = self._in_place(index, words)
        if found.value is not None:
            return found
        if _RANGE.search(words):
            return UNREAD
        plain = as_asked(self.questions, words)
        free = read_clause(self.questions[index], plain, Known(self.today, self.last[index]))
        return replace(free, sure=False)

    def _is_of_another(self, question: FormQuestion, part: str) -> bool:
        """Whether a part counts in the measure of another question only (2台 40袋), or names
        another question where this one asks for words."""
        if question.kind is QuestionKind.TEXT:
            labels = [each.label for each in self.questions if each != question]
            return any(len(each) >= _LONG_LABEL and part.startswith(each) for each in labels)
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
        read_one = self._freely if len(found) > 1 else self.one
        for number, said in found:
            answers[number - 1] = read_one(number - 1, said)
        read = sum(each.value is not None for each in answers)
        return tuple(answers) if read == len(numbers) or read > 1 else None

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
        question = self.questions[index]
        if question.kind is QuestionKind.TEXT and not part.startswith(question.label[:2]):
            return self.one(index, part)  # 什么都不缺 does not name 还缺什么？
        if question.kind is QuestionKind.YES_NO and fold(rest) in NAMED_YES:
            return ReadAnswer("yes")
        if rest:
            return self.one(index, rest)
        yes_no = question.kind is QuestionKind.YES_NO
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
        if found is None or not is_full(found):
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
        if self._is_of_another(self.questions[index], part):
            return False
        others = [
            self._in_place(each, part).sure
            for each, question in enumerate(self.questions)
            if question.kind is not QuestionKind.TEXT
        ]
        if self.questions[index].kind is QuestionKind.TEXT:
            return found.value is not None and not any(others)
        return found.value is not None and (found.sure or not any(others))


def _all_choices(question: FormQuestion, parts: Sequence[str]) -> bool:
    """Whether each of these names choices of a question and nothing else."""
    known = set(map(fold, question.choices))
    return {fold(each) for part in parts for each in part.split("、")} <= known


def _all_unread_or_none(ways: Sequence[Answers | None]) -> bool:
    """Whether no way so far has read everything."""
    return not any(each and is_full(each) for each in ways)


def _shared(question: str, part: str) -> int:
    """How many characters at the beginning of a part stand together in a question."""
    length = 0
    while (
        length < len(part) and fold(part[: length + 1]) in question and not part[length].isspace()
    ):
        length += 1
    return length
