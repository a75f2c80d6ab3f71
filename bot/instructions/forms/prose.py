"""Answers to a form in free words: 挡板都装好了，低洼的有两户，沙袋还有六十袋.

Each clause says something to the question whose words stand in it, or to the only one it can be
about. What is found this way is never sure: the writer is shown it before it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from bot.instructions.forms.amounts import Amount, amounts_in, says_none
from bot.instructions.forms.clause import BEFORE, UNKNOWN, read_clause, says_well, without_days
from bot.instructions.forms.form_words import COURTESY, MEASURES, SAME
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.reading_answer import UNREAD, Known, ReadAnswer, read_answer
from bot.instructions.forms.unmistaken import as_asked
from bot.roster.fold import fold

_Answers = list[ReadAnswer]
_ASKS = re.compile(r"[?？]|吗|什么|啥|咋[办整样回个]|怎么|谁|为何")
"""Words that ask are no answer."""
_SENTENCES = re.compile(r"[^。！？!?\n]+[。！？!?\n]*")
_ANYTHING = re.compile("(?:什么|啥子?|谁)[都也]")
_CORRECTS = re.compile(
    "[哦噢啊哎呀呃,，。、;；\\s]*"
    "(?:不对|(?<=[,，。\\s])不是(?=[,，])|[打说写搞弄报]错了?|错了|更正|[啊哦噢呃]不[,，]"
    "|sorry|oops|no wait)"
    "[啊哦呀,，:：。\\s]*(?:应该)?(?:是|为)?"
)
_SAME_BUT = re.compile("|".join(sorted(map(re.escape, SAME), key=len, reverse=True)))


def asks(words: str) -> bool:
    """Whether a text asks something: 要不要今天交？, but not 啥子都缺."""
    return _ASKS.search(_ANYTHING.sub("", words)) is not None


def read_prose(
    questions: Sequence[FormQuestion], words: str, known: Sequence[Known]
) -> tuple[ReadAnswer, ...] | None:
    """What free words say to the questions; None where they say nothing to any."""
    told = "".join(each for each in _SENTENCES.findall(words) if not asks(each))
    if not told.strip():
        return None
    prose = _Prose(questions, known)
    prose.hear(as_asked(questions, told))
    answers = [replace(each, sure=False) for each in prose.answers]
    return tuple(answers) if any(each.value is not None for each in answers) else None


class _Prose:
    def __init__(self, questions: Sequence[FormQuestion], known: Sequence[Known]) -> None:
        self._questions, self._known = questions, known
        self.answers: _Answers = [UNREAD] * len(questions)
        self._last = 0
        self._said: set[int] = set()

    def hear(self, words: str) -> None:
        """Take what the words say; what follows a correction takes the place of what it
        corrects."""
        before, *after = _corrected(words)
        same = _SAME_BUT.search(fold(before))
        if same and any(each.last is not None for each in self._known):
            self.answers = [UNREAD if e.last is None else ReadAnswer(e.last) for e in self._known]
            said = fold(before)
            before, after = "", [f"{said[: same.start()]}，{said[same.end() :]}", *after]
        if not (after and self._take_in_order(before)):
            self._take(before, over=False)
        for each in after:
            self._take(each, over=True)

    def _take(self, words: str, *, over: bool) -> None:
        """First what names its question, then what its measure tells, then the rest."""
        said = clauses(words)
        self._said = set()
        if len(self._questions) == 1:
            self._take_only([each for each in said if each not in COURTESY], over=over)
            return
        if pairs := _MEASURE_FIRST.fullmatch(fold(words)) and _PAIR.findall(fold(words)):
            said = [number + measure for measure, number in pairs]
        if fold(words) in _ALL_NONE and all(_counts(each) for each in self._questions):
            self.answers = [ReadAnswer("0")] * len(self._questions)
            return
        if len(said) == 1 and _EACH.match(said[0]) and self._take_for_each(said[0]):
            return
        loose = self._take_labelled(said, over=over)
        for index in self._open(over):
            if _counts(self._questions[index]):
                self._take_measured(index, "，".join(said), over=over)
        for clause in loose:
            self._take_loose(clause, over=over)
        self._take_left_over(said)

    def _take_for_each(self, clause: str) -> bool:
        """One number for each question that asks for one: 各3个."""
        for index in self._open(False):
            if _counts(self._questions[index]):
                self._answer(index, clause, over=False)
        return bool(self._said)

    def _take_in_order(self, words: str) -> bool:
        """An answer to each question, before something is corrected: 40 2，写错了，沙袋是50."""
        parts = [each for each in re.split(r"[\s,，;；、/]+", words) if each]
        if len(parts) != len(self._questions):
            return False
        found = [
            read_answer(question, _without_label(question, part), known)
            for question, part, known in zip(self._questions, parts, self._known, strict=True)
        ]
        if any(each.value is None for each in found):
            return False
        self.answers, self._last = found, len(found) - 1
        return True

    def _take_only(self, said: Sequence[str], *, over: bool) -> None:
        """Yes and no stand in one clause each; amounts and choices are told by all of them."""
        yes_no = self._questions[0].kind is QuestionKind.YES_NO
        if yes_no and any(UNKNOWN.search(each) for each in said):
            return
        now = [each for each in said if not BEFORE.match(each)] if yes_no else []
        for each in now or (said if yes_no else ["，".join(said)]):
            self._answer(0, each, over=over)
            over = over and self.answers[0].value is None

    def _take_labelled(self, said: Sequence[str], *, over: bool) -> list[str]:
        """The clauses that name no question. A number may stand in those after its name, too:
        沙袋原来有40袋，用掉10袋，现在还剩30袋."""
        loose: list[str] = []
        about = [list(_labelled(self._questions, each)) for each in said]
        for at, clause in enumerate(said):
            later = list(takewhile(lambda next_: not about[next_], range(at + 1, len(said))))
            for index, part in about[at]:
                more = "，".join([part, *[said[each] for each in later]])
                if not (self._goes_on(index, more) and self._answer(index, more, over=over)):
                    self._answer(index, part, over=over)
            loose += [] if about[at] else [clause]
        return loose

    def _goes_on(self, index: int, more: str) -> bool:
        """Whether the clauses behind may say more of a question: an amount, or what holds now."""
        choice = self._questions[index].kind is QuestionKind.CHOICE
        return _counts(self._questions[index]) or (choice and _HOLDS_NOW.search(more) is not None)

    def _take_measured(self, index: int, words: str, *, over: bool) -> None:
        question = self._questions[index]
        others = [each.measure for each in self._questions if each is not question and each.measure]
        mine = [
            each
            for each in amounts_in(words)
            if each.agrees(question.measure) and not any(map(each.agrees, others))
        ]
        if mine:
            self._answer(index, _around(mine, words), over=over)

    def _take_loose(self, clause: str, *, over: bool) -> None:
        """A clause that names no question: to the only one it fits."""
        if fold(clause) in COURTESY:
            return
        if over and clause.isdecimal() and _counts(self._questions[self._last]):
            self._answer(self._last, clause, over=True)
            return
        fitting = [each for each in self._open(over) if self._fits(each, clause, over=over)]
        if len(fitting) > 1 and clause.startswith(_ALL_OF_THEM) and self._all_yes_no(fitting):
            for each in fitting:
                self._answer(each, clause, over=over)
            return
        if len(fitting) != 1 and over and self._last in fitting:
            fitting = [self._last]
        if len(fitting) == 1:
            self._answer(fitting[0], clause, over=over)

    def _all_yes_no(self, indices: Sequence[int]) -> bool:
        kinds = {self._questions[each].kind for each in indices}
        return kinds == {QuestionKind.YES_NO}

    def _take_left_over(self, said: Sequence[str]) -> None:
        """What is still open is looked for in all the words."""
        whole = "，".join(said)
        for index in self._open(False):
            self._take_from_whole(index, whole)
        self._take_bare_number(said)

    def _take_from_whole(self, index: int, whole: str) -> None:
        """What is lacking; and a choice beside the words of another question: 今天正在检修."""
        question = self._questions[index]
        if lacking := _lacking(question, whole):
            self.answers[index] = ReadAnswer(lacking)
        told = self._without_other_labels(index, whole)
        named = any(fold(each) in told for each in question.choices)
        if question.kind is QuestionKind.CHOICE and (named or says_well(told)):
            self._answer(index, told, over=False)

    def _take_bare_number(self, said: Sequence[str]) -> None:
        """The only bare number left, where one number is still asked for: 沙包40，水泵1台."""
        still = [each for each in self._open(False) if _counts(self._questions[each])]
        known = {each.value for each in self.answers}
        bare = [each for clause in said for each in _told_of(clause)]
        left = [each for each in bare if each.counted_in("") not in known]
        if len(still) == 1 and len(left) == 1:
            self.answers[still[0]] = ReadAnswer(left[0].counted_in(""))

    def _without_other_labels(self, index: int, words: str) -> str:
        """检修 in 检修日期 is no choice of another question."""
        for at, question in enumerate(self._questions):
            label = fold(question.label)
            if at != index and label not in map(fold, self._questions[index].choices):
                words = words.replace(label, "")
        return words

    def _answer(self, index: int, part: str, *, over: bool) -> bool:
        if self.answers[index].value is not None and not over:
            return False
        found = read_clause(self._questions[index], part, self._known[index])
        if found.value is None:
            return False
        self.answers[index], self._last = found, index
        self._said.add(index)
        return True

    def _open(self, over: bool) -> list[int]:
        """The questions still open; in a correction, all it has not answered itself."""
        return [
            at
            for at, each in enumerate(self.answers)
            if each.value is None or (over and at not in self._said)
        ]

    def _one_amount(self, question: FormQuestion, clause: str) -> bool:
        """Whether a clause holds one amount, in the measure of a question."""
        return [each.agrees(question.measure) for each in amounts_in(clause)] == [True]

    def _fits(self, index: int, clause: str, *, over: bool) -> bool:
        question = self._questions[index]
        if question.kind is QuestionKind.TEXT or (
            question.kind is not QuestionKind.NUMBER and amounts_in(without_days(clause))
        ):
            return False
        if _counts(question):
            told = len(_told_of(clause)) == 1 or (over and self._one_amount(question, clause))
            return told or (says_none(clause) and _shares(question, clause))
        return read_clause(question, clause, self._known[index]).value is not None


def _told_of(clause: str) -> list[Amount]:
    """Bare numbers with a word before them; a number alone may be that of a question."""
    bare = [each for each in amounts_in(clause) if not each.measure]
    return [each for each in bare if each.at and clause[each.at - 1].isalpha()]


def _lacking(question: FormQuestion, whole: str) -> str | None:
    """What is missing, where just that is asked in words: 手套两副 of 还缺手套两副."""
    asked = _LACKS.match(fold(question.label))
    if question.kind is not QuestionKind.TEXT or asked is None:
        return None
    found = _LACKING.search(whole)
    return (found[1] or found[2]) if found else None


_LACKS = re.compile("还?(?:缺|差|需要?|要)")
_LACKING = re.compile(
    rf"(?:^|[，,]){_LACKS.pattern}(?![什啥])([^，,]+)"
    "|(?:^|[，,])((?:什么|啥|暂时|目前)?[都也]?不缺)(?=[，,]|$)"
)


def _without_label(question: FormQuestion, part: str) -> str:
    """沙袋30 as 30, where 沙袋 is asked for."""
    figure = re.search(r"\d", part)
    begun = part[: figure.start()] if figure else ""
    return part[len(begun) :] if begun and fold(begun) in fold(question.label) else part


def _counts(question: FormQuestion) -> bool:
    return question.kind is QuestionKind.NUMBER


def _around(found: Sequence[Amount], words: str) -> str:
    """The clauses in which the amounts stand."""
    ends = [0, *[each.start() for each in re.finditer("，", words)], len(words)]
    kept = [
        words[start:end]
        for start, end in pairwise(ends)
        if any(start <= each.at < end for each in found)
    ]
    return "".join(kept)


_EACH = re.compile("(?:各|每[样种]|都是|均)(?=[\\d一二两三四五六七八九十])")
_HOLDS_NOW = re.compile("现在|目前|这会")
_ALL_OF_THEM = ("都", "全", "两样都", "样样")
_LONGEST_ASIDE = 8
"""A longer clause without a word of a question is no answer to it."""
_PAIR = re.compile(rf"({'|'.join(each for each in MEASURES if len(each) == 1)})(\d+)")
_MEASURE_FIRST = re.compile(f"(?:{_PAIR.pattern}[,，、;；]?)+")
_ALL_NONE = frozenset(
    {"都没有", "全没有", "全都没有", "都没", "全无", "都无", "一样都没有", "统统没有"}
)


def corrects(words: str) -> bool:
    """Whether something said before is corrected."""
    return _CORRECTS.search(words) is not None


def _corrected(words: str) -> list[str]:
    """The words cut where they are corrected, as long as something stands on both sides."""
    parts = [each.strip(" ,，。\n") for each in _CORRECTS.split(words)]
    return [each for each in parts if each] or [""]


_BREAKS = re.compile(
    r"[,，;；。!！、\n|]+|\.(?!\d)|(?<=\d)\s+(?=\d)|(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff])"
    r"|(?<=[日号])\s+(?=\d)"
)
_NUMBERED = re.compile(r"^[1-9][.、:)](?!\d)")


def clauses(words: str) -> list[str]:
    """The clauses of a text, folded."""
    found = (fold(_NUMBERED.sub("", each.strip())) for each in _BREAKS.split(words))
    return [each for each in found if each]


_LONGEST_LABEL = 8
_SHORTEST_LATIN = 4


def _labelled(questions: Sequence[FormQuestion], clause: str) -> Iterator[tuple[int, str]]:
    """The questions whose words stand in a clause, each with its part of it."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(clause) - 1:
        index, length = _label_at(questions, clause, at)
        if index is not None and index not in {each for _, each in found}:
            found.append((at, index))
        at += length or 1
    starts = [0, *[start for start, _ in found[1:]], len(clause)]
    for number, (_, index) in enumerate(found):
        yield index, clause[starts[number] : starts[number + 1]]


def _label_at(questions: Sequence[FormQuestion], clause: str, at: int) -> tuple[int | None, int]:
    for length in range(min(_LONGEST_LABEL, len(clause) - at), 1, -1):
        part = clause[at : at + length]
        if part.isascii() and length < _SHORTEST_LATIN:
            break
        named = [index for index, each in enumerate(questions) if part in fold(each.label)]
        if len(named) == 1 and not part.isdecimal():
            return named[0], length
    return None, 0


def _shares(question: FormQuestion, clause: str) -> bool:
    return bool(set(fold(question.label)) & set(clause) - set("了的几有没"))
