"""Puts a form on the page into words: its questions with what stands in them, and the last look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.chat.forms.question_words import question_kind, value_words
from bot.chat.looking.rows import due_words, title
from bot.chat.places import Spot, spot_list
from bot.chat.sentences import sentence
from bot.chat.texts import Translator
from bot.errors import Refused
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.reading_page import NONE_OF_THEM, Fields, ReadField
from bot.store.forms.questions import Asked
from bot.usecases.board.form_pages import FormPage, FormRead
from bot.web.board.saying import Words


def form_words(page: FormPage, t: Translator, *, same: bool = False) -> Words:
    """The form as it is opened; `same`: with what was known last time."""
    values = page.same if same else page.prefilled
    fields = {key: _said_of(page, key, each) for key, each in values.items()}
    return _form(page, fields, {}, t)


def _said_of(page: FormPage, key: int, value: str) -> Sequence[str]:
    asked = next((each.question for each in page.asked if each.id == key), None)
    if asked is not None and asked.kind is QuestionKind.SEVERAL:
        return value.splitlines() or [NONE_OF_THEM]
    return [value]


def read_words(found: FormRead, fields: Fields, t: Translator, *, errors: bool) -> Words:
    """The form with what was said, and beside each question what is wrong."""
    words = _form(found.page, fields, found.read if errors else {}, t)
    if found.outdated:
        words["notice"] = t("The text was corrected meanwhile: please read it and press again.")
    return words


def _form(page: FormPage, fields: Fields, read: Mapping[int, ReadField], t: Translator) -> Words:
    wrong = [each for each in page.asked if each.id in read and not read[each.id].counts]
    at = page.instruction.deadline_at
    return {
        **_frame(page, t),
        "fragment": "form.html",
        "due": due_words(at, page.wall, t) if at else "",
        "text": page.instruction.text,
        "questions": [_question(page, each, fields, read.get(each.id), t) for each in page.asked],
        "wrong": [(f"q-{each.id}", each.question.words) for each in wrong],
        "same": f"?same=1&unit={page.target.id}" if page.last else "",
        "others": [
            (f"/mine/{page.instruction.number}?unit={each.id}", each.unit.name)
            for each in page.others
        ],
        "words": {
            "back": t("‹ Back"),
            "look": t("Look it over"),
            "wrong": t("Please look at these once more:"),
            "same": t("The same as last time"),
            "others": t("Also asked:"),
            "text": t("The text"),
        },
    }


def _frame(page: FormPage, t: Translator) -> Words:
    number = page.instruction.number
    return {
        "title": title(page.instruction, t),
        "unit": spot_list([Spot(page.target.unit.name)], 1, t),
        "action": f"/mine/{number}?unit={page.target.id}",
        "version": page.instruction.version_id or 0,
        "live": False,
        "notice": _closed(page, t),
        "closed": page.closed,
    }


def _question(
    page: FormPage, asked: Asked, fields: Fields, read: ReadField | None, t: Translator
) -> Words:
    question, said = asked.question, list(fields.get(asked.id, ()))
    if question.kind is QuestionKind.PHOTO:
        said = []
    return {
        "id": asked.id,
        "kind": question.kind.value,
        "words": f"{asked.ordinal}. {question.words}",
        "hint": _hint(page, asked, t),
        "said": said,
        "options": _options(question, t),
        "error": _error(page, asked, read, t),
        "sure": _sure(asked, read, t),
    }


def _hint(page: FormPage, asked: Asked, t: Translator) -> str:
    parts = []
    plain = (QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.TEXT, QuestionKind.PHOTO)
    if asked.question.kind in plain:
        parts.append(question_kind(asked.question, t))
    if asked.id in page.last:
        known = page.last[asked.id]
        day = f"{known.said_at.astimezone(page.wall.zone):%Y-%m-%d}"
        value = value_words(asked.question, known.value, t)
        parts.append(t("last time {value}, {day}", value=value, day=day))
    return " · ".join(parts)


def _options(question: FormQuestion, t: Translator) -> list[tuple[str, str]]:
    match question.kind:
        case QuestionKind.YES_NO:
            return [("yes", t("yes")), ("no", t("no"))]
        case QuestionKind.CHOICE:
            return [(each, each) for each in question.choices]
        case QuestionKind.SEVERAL:
            every = [(each, each) for each in question.choices]
            return [*every, (NONE_OF_THEM, t("none of them"))]
    return []


def _error(page: FormPage, asked: Asked, read: ReadField | None, t: Translator) -> str:
    if read is None or read.counts:
        return ""
    if read.error is not None:
        return sentence(Refused(read.error), t)
    said = f"{asked.question.label} {value_words(asked.question, read.value or '', t)}？"
    if asked.id in page.last:
        last = value_words(asked.question, page.last[asked.id].value, t)
        said += t("Last time it was {value}.", value=last)
    return said


def _sure(asked: Asked, read: ReadField | None, t: Translator) -> tuple[str, str] | None:
    """The value to be confirmed, and the words of its tick."""
    if read is None or not read.doubtful or read.value is None:
        return None
    return read.value, t("It is {value}", value=value_words(asked.question, read.value, t))


def look_words(found: FormRead, fields: Fields, t: Translator) -> Words:
    """All answers for a last look."""
    page = found.page
    return {
        **_frame(page, t),
        "fragment": "look.html",
        "answers": [_answer(each, found.read[each.id], t) for each in page.asked],
        "fields": [
            (f"q-{key}", each) for key, said in fields.items() for each in said
        ] + [(f"sure-{key}", each.value) for key, each in found.read.items() if each.value],
        "words": {
            "report": t("You report:"),
            "hand_in": t("Hand it in"),
            "change": t("Change it"),
        },
    }  # fmt: skip


def _answer(asked: Asked, read: ReadField, t: Translator) -> Any:
    return asked.question.label, value_words(asked.question, read.value or "", t)


def _closed(page: FormPage, t: Translator) -> str:
    if not page.closed:
        return ""
    return t("This is closed now, nothing more is due. What you filled in is below.")
