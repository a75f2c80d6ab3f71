"""What the fields of a form on a page say, question by question, read as typed answers are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.instructions.forms.outlying import far_off
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.reading_answer import Known, read_answer
from bot.instructions.forms.refusing import holds_number

NONE_OF_THEM = "none"
"""What the field "none of them" sends beside several choices, and "no photo" at a photo."""

Fields = Mapping[int, Sequence[str]]
"""What the fields say, by question."""


@dataclass(frozen=True, slots=True)
class ReadField:
    """What one question's fields say. `error`: why nothing was read; `doubtful`: it is far off,
    and nobody said yet that it is so; `left_out`: the rest is handed in without it."""

    value: str | None = None
    error: str | None = None
    doubtful: bool = False
    left_out: bool = False

    @property
    def counts(self) -> bool:
        """Whether it can be handed in."""
        return self.left_out or (self.value is not None and not self.doubtful)


def read_field(
    question: FormQuestion, said: Sequence[str], known: Known, confirmed: str = ""
) -> ReadField:
    """What the fields of a question say; `confirmed`: the value that was said to be so although it
    is far off."""
    if question.kind is QuestionKind.PHOTO and NONE_OF_THEM in said:
        return ReadField(left_out=True)
    if any(holds_number(each) for each in said):
        return ReadField(error="form_personal")
    value = _several(question, said) if question.kind is QuestionKind.SEVERAL else None
    if value is None and question.kind is not QuestionKind.SEVERAL:
        value = read_answer(question, said[0] if said else "", known).value
    if value is None:
        return ReadField(error=MISSING[question.kind])
    return ReadField(value, None, far_off(question, value, known.last) and confirmed != value)


def _several(question: FormQuestion, said: Sequence[str]) -> str | None:
    found = [each for each in question.choices if each in said]
    if not found and NONE_OF_THEM not in said:
        return None
    return "\n".join(found)


MISSING = {
    QuestionKind.NUMBER: "form_number",
    QuestionKind.YES_NO: "form_yes_no",
    QuestionKind.CHOICE: "form_choice",
    QuestionKind.SEVERAL: "form_choice",
    QuestionKind.DATE: "form_date",
    QuestionKind.TEXT: "form_text",
    QuestionKind.PHOTO: "form_photo_chat",
}
"""Why nothing was read, by the kind of the question."""
