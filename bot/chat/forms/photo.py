"""A photo that answers a question, as it is shown to whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.outgoing import Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.text import topic
from bot.chat.texts import Translator
from bot.chat.titles import headline
from bot.instructions.forms.question import FormQuestion
from bot.instructions.model import Attachment, Instruction


@dataclass(frozen=True, slots=True)
class PhotoView:
    """The photo by Telegram's id, and which question of which unit it answers."""

    instruction: Instruction
    question: FormQuestion
    spot: Spot
    file_id: str


def render_photo(view: PhotoView, t: Translator) -> Outgoing:
    """The photo with a line below it."""
    facts = {"number": view.instruction.number, "title": topic(headline(view.instruction, t))}
    facts["unit"] = spot_list([view.spot], 1, t)
    text = t("#{number} {title} · {unit} · {question}", question=view.question.label, **facts)
    return Outgoing(attachments=(Attachment("photo", view.file_id),), text=text)
