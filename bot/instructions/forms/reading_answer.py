"""What was typed as the answer to one question. In doubt it says so, and never guesses silently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from bot.instructions.forms.amounts import (
    ENGLISH,
    LONGEST_NUMBER,
    MOST_AMOUNT,
    converted,
    is_plain_numeral,
)
from bot.instructions.forms.form_words import (
    ABOUT,
    ALL,
    COURTESY,
    DAYS,
    LEADING,
    MEASURES,
    NO,
    NONE,
    SAME,
    YES,
)
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.refusing import holds_number
from bot.instructions.moment import parse_day
from bot.roster.fold import fold
from bot.roster.numerals import digits

LONGEST_ANSWER = 200


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What was read. `value` is None where nothing was; `sure`: there is no other reading.

    A value is text in one form per kind: a number in digits, "yes" or "no", the words of the choice
    (of several, one a line), a date as 2026-12-01.
    """

    value: str | None
    sure: bool = True


UNREAD = ReadAnswer(None, False)


@dataclass(frozen=True, slots=True)
class Known:
    """What a reading may use: today, and the last value of the same unit, if any."""

    today: date
    last: str | None = None


def read_answer(question: FormQuestion, words: str, known: Known) -> ReadAnswer:
    """What words say to a question; an identity or phone number is never read."""
    plain = level_answer(words)
    if not plain or holds_number(words):
        return UNREAD
    if fold(plain) in SAME:
        return UNREAD if known.last is None else ReadAnswer(known.last)
    if question.kind is QuestionKind.TEXT:
        return _text(question, words.strip(), known)
    return _BY_KIND[question.kind](question, plain, known)


def level_answer(words: str) -> str:
    """Without full-width digits and the marks at its end that say nothing."""
    plain = unicodedata.normalize("NFKC", words).strip()
    return plain.strip(" \t\n。,;；、!~…").strip()


_TRADITIONAL = str.maketrans("兩貳參陸萬戶個臺層間處條張頂", "两贰叁陆万户个台层间处条张顶")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = "[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+"
_ANY_MEASURE = "|".join(map(re.escape, sorted(MEASURES, key=len, reverse=True)))
_AMOUNT = re.compile(rf"({_NUMBER}|{_HAN})(万)?\s*({_ANY_MEASURE})?\s*(?:左右|的|了|吧)?")
_LEADING = re.compile(
    "^(?:" + "|".join(LEADING) + r")+[:：]?\s*(?=[\d零一二两三四五六七八九十百千])"
)
_NO_MEASURE = re.compile(
    rf"(?:一|0|零)(?:{_ANY_MEASURE})(?:都|也)?(?:没有|没|无)|(?:没有|无|没)(?:{_ANY_MEASURE})?"
)


def _number(question: FormQuestion, plain: str, _known: Known) -> ReadAnswer:
    plain = plain.translate(_TRADITIONAL)
    if fold(plain) in NONE or _NO_MEASURE.fullmatch(plain):
        return ReadAnswer("0")
    if plain.casefold() in ENGLISH:
        return ReadAnswer(ENGLISH[plain.casefold()])
    about = any(word in plain for word in ABOUT)
    for word in ABOUT:
        plain = plain.replace(word, "")
    plain = _LEADING.sub("", plain.strip())
    found = _AMOUNT.fullmatch(plain) or _AMOUNT.fullmatch(plain.removesuffix(question.measure))
    amount = _amount(found[1], bool(found[2])) if found else None
    if found is None or amount is None:
        return UNREAD
    amount = converted(amount, found[3] or "", fold(question.measure))
    if amount > MOST_AMOUNT:
        return UNREAD
    return ReadAnswer(number_text(amount), sure=not about and _measures_agree(question, found[3]))


def _amount(words: str, ten_thousands: bool) -> Decimal | None:
    if len(words) > LONGEST_NUMBER:
        return None
    if words[0].isdecimal():
        amount = Decimal(words.replace(",", ""))
    elif is_plain_numeral(words):
        amount = Decimal(digits(words))
    else:
        return None
    amount = amount * 10000 if ten_thousands else amount
    return amount if amount == amount.quantize(Decimal("0.001")) else None


def number_text(amount: Decimal) -> str:
    """A number in plain digits: 3, 2.5."""
    return format(amount.normalize(), "f")


def _measures_agree(question: FormQuestion, said: str | None) -> bool:
    if not said or not question.measure or said == fold(question.measure):
        return True
    return said == "个" and len(question.measure) == 1


_TAIL = re.compile(r"(?:了|的|啦|呢|吧|哦)+$")
_DENIED = re.compile(r"^(?:还没有|还没|还未|尚未|没有|没|未|不)(.+)$")
_DONE = re.compile(r"^(?:都|已经|已|全部|全|均)*(.+)$")


def _yes_no(question: FormQuestion, plain: str, _known: Known) -> ReadAnswer:
    words = fold(plain)
    for value, known_words in (("yes", YES), ("no", NO)):
        if words in known_words or _TAIL.sub("", words) in known_words:
            return ReadAnswer(value)
    asked = fold(question.words)
    denied = _DENIED.match(words)
    if denied:
        return ReadAnswer("no") if _TAIL.sub("", denied[1]) in asked else UNREAD
    done = _DONE.match(_TAIL.sub("", words))
    if done and len(done[1]) > 1 and asked.endswith(done[1]):
        return ReadAnswer("yes")
    return UNREAD


def _choice(question: FormQuestion, plain: str, _known: Known) -> ReadAnswer:
    words = fold(plain)
    by_words = [each for each in question.choices if fold(each) == words]
    if by_words:
        return ReadAnswer(by_words[0])
    if words.isdecimal() and 1 <= int(words) <= len(question.choices):
        return ReadAnswer(question.choices[int(words) - 1], sure=False)
    near = [each for each in question.choices if fold(each).startswith(words)]
    near = near or [each for each in question.choices if _little_more(words, fold(each))]
    return ReadAnswer(near[0], sure=False) if len(near) == 1 and len(words) > 1 else UNREAD


_LITTLE = 3


def _little_more(words: str, choice: str) -> bool:
    """Whether a choice is said with a particle or two: 停运了, but not 检修完了 or 沙袋不缺."""
    rest = words[len(choice) :]
    return words.startswith(choice) and len(rest) <= _LITTLE and not set(rest) & set("不没完够,")


_AND = re.compile(r"[\s,、;；/和跟与及+]+|\band\b")


def _several(question: FormQuestion, plain: str, known: Known) -> ReadAnswer:
    if fold(plain) in NONE and not any(fold(plain) == fold(each) for each in question.choices):
        return ReadAnswer("")
    if fold(plain) in ALL:
        return ReadAnswer("\n".join(question.choices))
    parts = [part for part in _AND.split(plain) if part]
    if len(parts) == 1 and (run := _run_together(question, fold(plain))):
        return ReadAnswer(run)
    found = [_choice(question, part, known) for part in parts]
    if not found or any(each.value is None for each in found):
        return UNREAD
    values = {each.value for each in found}
    chosen = "\n".join(each for each in question.choices if each in values)
    return ReadAnswer(chosen, sure=all(each.sure for each in found))


def _run_together(question: FormQuestion, plain: str) -> str | None:
    """Two or more choices without anything between them: 棉被药品."""
    named = [each for each in question.choices if fold(each) in plain]
    rest = plain
    for each in sorted(map(fold, named), key=len, reverse=True):
        rest = rest.replace(each, "")
    return "\n".join(named) if len(named) > 1 and not rest else None


_FULL_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_SHORT_DATE = re.compile(r"(\d{1,2})\s*(?:[-./]|月)\s*(\d{1,2})\s*[日号]?")


def _date(_question: FormQuestion, plain: str, known: Known) -> ReadAnswer:
    if (days := DAYS.get(plain.casefold())) is not None:
        return ReadAnswer((known.today + timedelta(days=days)).isoformat())
    full = _FULL_DATE.fullmatch(plain)
    if full:
        return _day(int(full[1]), int(full[2]), int(full[3]))
    short = _SHORT_DATE.fullmatch(plain)
    if short is None:
        named = None if plain.startswith("月") else parse_day(plain, known.today)
        return ReadAnswer(named.isoformat(), sure=False) if named else UNREAD
    first, second = int(short[1]), int(short[2])
    near = _nearest(known.today, first, second)
    turned = None if "月" in plain or first == second else _nearest(known.today, second, first)
    if turned is not None and (near is None or turned[0] < near[0]):
        return replace(turned[1], sure=False)  # a day before its month: 3/12
    return replace(near[1], sure=near[0] < _NEAR) if near else UNREAD


_NEAR = 150
"""Days within which a date without a year is sure."""


def _nearest(today: date, month: int, day: int) -> tuple[int, ReadAnswer] | None:
    """The date of these nearest to today, and how many days off it is."""
    found = [_day(today.year + each, month, day) for each in (-1, 0, 1)]
    off = [(abs((date.fromisoformat(one.value) - today).days), one) for one in found if one.value]
    return min(off, key=lambda each: each[0], default=None)


def _day(year: int, month: int, day: int) -> ReadAnswer:
    try:
        return ReadAnswer(date(year, month, day).isoformat())
    except ValueError:
        return UNREAD


def _text(question: FormQuestion, plain: str, _known: Known) -> ReadAnswer:
    named = re.match(
        rf"{re.escape(question.label)}\s*(?:[:：。，,]|写上?|填上?)\s*(?=\S)", plain, re.IGNORECASE
    )
    plain = plain[named.end() :] if named else plain
    rest = plain.removeprefix(question.label)
    plain = rest if fold(rest) in NONE else plain
    if fold(plain) in COURTESY or len(plain) > LONGEST_ANSWER:
        return UNREAD
    return ReadAnswer(plain, sure=not {"?", "？"} & {*plain} and not plain.endswith(("吗", "呢")))


def _no_words(_question: FormQuestion, _plain: str, _known: Known) -> ReadAnswer:
    """Words are no picture."""
    return UNREAD


_BY_KIND: Mapping[QuestionKind, Callable[[FormQuestion, str, Known], ReadAnswer]] = {
    QuestionKind.NUMBER: _number,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.CHOICE: _choice,
    QuestionKind.SEVERAL: _several,
    QuestionKind.DATE: _date,
    QuestionKind.TEXT: _text,
    QuestionKind.PHOTO: _no_words,
}
