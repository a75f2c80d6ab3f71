"""Puts a form on the page into words: its questions with what stands in them, and the last look."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.forms.question_words import question_kind, value_words
from bot.chat.looking.rows import due_words, title
from bot.chat.places import Spot, spot_list
from bot.chat.sentences import sentence
from bot.chat.texts import Translator
from bot.errors import Refused
from bot.instructions.forms.question import QuestionKind
from bot.instructions.forms.reading_page import NONE_OF_THEM, Fields, ReadField
from bot.instructions.model import AnswerPath
from bot.store.forms.questions import Asked
from bot.usecases.board.form_pages import FieldShown, FormPage, FormRead
from bot.web.board.codes import instruction_path
from bot.web.board.saying import Words


@dataclass(frozen=True, slots=True)
class FilledFields:
    """What stands in the fields of a form, and what its page showed when it was opened; both by
    question."""

    fields: Fields
    shown: Mapping[int, FieldShown]


def form_words(page: FormPage, path: str, t: Translator, *, same: bool = False) -> Words:
    """The form as it is opened; `same`: with what was known last time."""
    values = page.same if same else page.prefilled
    fields = {key: _said_of(page, key, each) for key, each in values.items()}
    opened = {key: _said_of(page, key, each) for key, each in page.prefilled.items()}
    shown = {each.id: _shown_of(page, each.id, opened.get(each.id, ())) for each in page.asked}
    return _form(page, FilledFields(fields, shown), {}, path, t)


def _shown_of(page: FormPage, key: int, said: Sequence[str]) -> FieldShown:
    return FieldShown(said, page.given[key].id if key in page.given else 0)


def form_back(page: FormPage, path: str) -> str:
    """Where a form leads when it is handed in."""
    if path.startswith("/mine"):
        return "/mine"
    return instruction_path(page.instruction.number, page.above)


def _said_of(page: FormPage, key: int, value: str) -> Sequence[str]:
    asked = next((each.question for each in page.asked if each.id == key), None)
    if asked is not None and asked.kind is QuestionKind.SEVERAL:
        return value.splitlines() or [NONE_OF_THEM]
    return [value]


def read_words(
    found: FormRead, filled: FilledFields, path: str, t: Translator, *, errors: bool
) -> Words:
    """The form with what was said, and beside each question what is wrong."""
    renewed = _renewed(found, filled)
    words = _form(found.page, renewed, found.read if errors else {}, path, t, found.overtaken)
    if found.overtaken:
        words["notice"] = t("Somebody reported meanwhile; please look once more.")
    if found.outdated:
        words["notice"] = t("The text was corrected meanwhile: please read it and press again.")
    return words


def _renewed(found: FormRead, filled: FilledFields) -> FilledFields:
    """Fields that were left as they were show the newer answer; what was typed stays."""
    page = found.page
    newer = {key: _said_of(page, key, page.given[key].value) for key in found.overtaken}
    kept = {key: newer[key] for key in found.untouched}
    shown = {key: _shown_of(page, key, each) for key, each in newer.items()}
    return FilledFields({**filled.fields, **kept}, {**filled.shown, **shown})


def _form(
    page: FormPage,
    filled: FilledFields,
    read: Mapping[int, ReadField],
    path: str,
    t: Translator,
    overtaken: Collection[int] = (),
) -> Words:
    read = {key: each for key, each in read.items() if key not in overtaken}
    wrong = [each for each in page.asked if each.id in read and not read[each.id].counts]
    at = page.instruction.deadline_at
    return {
        **_frame(page, path, t),
        "fragment": "form.html",
        "due": due_words(at, page.wall, t) if at else "",
        "text": page.instruction.text,
        "questions": [
            {
                **_question(page, each, filled.fields, read.get(each.id), t),
                "newer": _newer(page, each, t) if each.id in overtaken else "",
            }
            for each in page.asked
        ],
        "shown": _shown_fields(filled),
        "wrong": [(f"q-{each.id}", each.question.words) for each in wrong],
        "same": f"?same=1&unit={page.target.id}" if page.last else "",
        "others": [(f"{path}?unit={each.id}", each.unit.name) for each in page.others],
        "words": {
            "back": t("‹ Back"),
            "look": t("Look it over"),
            "wrong": t("Please look at these once more:"),
            "same": t("The same as last time"),
            "others": t("Also asked:"),
            "text": t("The text"),
        },
    }


def _frame(page: FormPage, path: str, t: Translator) -> Words:
    unit = spot_list([Spot(page.target.unit.name)], 1, t)
    return {
        "title": title(page.instruction, t),
        "unit": t("Filled in for {unit}", unit=unit) if page.path is AnswerPath.PROXY else unit,
        "action": f"{path}?unit={page.target.id}",
        "back": form_back(page, path),
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
        said = [each for each in said if each == NONE_OF_THEM]
    error = _error(page, asked, read, t)
    said_already = bool(error) and question.kind is QuestionKind.PHOTO
    return {
        "id": asked.id,
        "kind": question.kind.value,
        "words": f"{asked.ordinal}. {question.words}",
        "hint": "" if said_already else _hint(page, asked, t),
        "said": said,
        "options": _options(page, asked, t),
        "error": error,
        "sure": _sure(asked, read, t),
    }


def _hint(page: FormPage, asked: Asked, t: Translator) -> str:
    parts = []
    plain = (QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.TEXT, QuestionKind.PHOTO)
    if asked.question.kind in plain:
        parts.append(question_kind(asked.question, t))
    if asked.question.kind is QuestionKind.PHOTO:
        there = asked.id in page.given
        parts.append(t("it is there") if there else _photo_way(page, t))
    elif asked.id in page.last:
        known = page.last[asked.id]
        day = f"{known.said_at.astimezone(page.wall.zone):%Y-%m-%d}"
        value = value_words(asked.question, known.value, t)
        parts.append(t("last time {value}, {day}", value=value, day=day))
    return " · ".join(parts)


def _photo_way(page: FormPage, t: Translator) -> str:
    """How a photo is sent, since no page takes one."""
    if page.in_chat:
        return sentence(Refused("form_photo_chat"), t)
    return t("This page takes no photos: please send it to whoever stands above you.")


def _options(page: FormPage, asked: Asked, t: Translator) -> list[tuple[str, str]]:
    question = asked.question
    match question.kind:
        case QuestionKind.PHOTO if asked.id not in page.given and page.may_leave_out:
            return [(NONE_OF_THEM, t("hand in the rest without a photo"))]
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
    if asked.question.kind is QuestionKind.PHOTO:
        return _photo_way(page, t)
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


def _newer(page: FormPage, asked: Asked, t: Translator) -> str:
    value = value_words(asked.question, page.given[asked.id].value, t)
    return t("Somebody has just reported: {value}", value=value)


def _shown_fields(filled: FilledFields) -> list[tuple[str, str]]:
    """What travels with a form, so that a field nobody touched undoes no newer answer."""
    had = [(f"had-{key}", str(each.answer)) for key, each in filled.shown.items()]
    return had + [(f"was-{key}", said) for key, each in filled.shown.items() for said in each.said]


def look_words(found: FormRead, filled: FilledFields, path: str, t: Translator) -> Words:
    """All answers for a last look."""
    page, fields = found.page, filled.fields
    return {
        **_frame(page, path, t),
        "fragment": "look.html",
        "answers": [_answer(each, found.read[each.id], t) for each in page.asked],
        "fields": [
            (f"q-{key}", each) for key, said in fields.items() for each in said
        ] + [(f"sure-{key}", each.value) for key, each in found.read.items() if each.value]
        + _shown_fields(filled),
        "words": {
            "report": t("You report:"),
            "hand_in": t("Hand it in"),
            "change": t("Change it"),
        },
    }  # fmt: skip


def _answer(asked: Asked, read: ReadField, t: Translator) -> Any:
    if read.left_out:
        return asked.question.label, t("without a photo")
    return asked.question.label, value_words(asked.question, read.value or "", t)


def _closed(page: FormPage, t: Translator) -> str:
    if not page.closed:
        return ""
    return t("This is closed now, nothing more is due. What you filled in is below.")
