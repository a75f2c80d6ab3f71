"""A photo that answers a question: its link, and showing it to whoever may see it now."""

from __future__ import annotations

from datetime import datetime

from bot.chat.forms.photo import PhotoView
from bot.errors import Refused
from bot.messages.forms import PhotoArgs
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.forms import forms, photos, questions
from bot.store.house import audit
from bot.store.tx import Tx
from bot.usecases import care, named, rights
from bot.usecases.people.linking import Start


def show_photo(tx: Tx, command: Start, now: datetime) -> None:
    """/start from the link in a cell. Raises Refused where they may not see it, or it is gone."""
    found = photos.photo_meant(command.payload)
    if found is None:
        raise Refused("photo_gone")
    account = command.who.telegram_id
    view = _seen(tx, account, *found)
    saying = Saying(
        chat_id=account, args=PhotoArgs(target=found[0], question=found[1]), lane=Lane.REPLY
    )
    outbox.say(tx, saying, now)
    audit.record(tx, now, rights.actor(tx, account).name, "photo.show",
                 instruction_id=view.instruction.id)  # fmt: skip


def photo_view(tx: Tx, message: BotMessage, _now: datetime) -> PhotoView | None:
    """The photo as it is now; None where its reader may not see it any more."""
    args = message.args_as(PhotoArgs)
    try:
        return _seen(tx, message.chat_id, args.target, args.question)
    except Refused:
        return None


def _seen(tx: Tx, account: int, target_id: int, question_id: int) -> PhotoView:
    """By the rights of this moment, as for sums and facts. Raises Refused."""
    try:
        target = instructions.target(tx, target_id)
    except LookupError:
        raise Refused("photo_gone") from None
    who = rights.actor(tx, account)
    instruction, mine = care.seen_instruction(tx, who, target.instruction_id)
    care.part_at(tx, mine, target.unit.id)
    asked = {each.id: each for each in questions.pictured(questions.asked_in(tx, instruction.id))}
    said = forms.answers_of(tx, target.id).get(question_id)
    if question_id not in asked or said is None:
        raise Refused("photo_gone")
    spot = named.whole_spot(tx, target.unit)
    return PhotoView(instruction, asked[question_id].question, spot, said.value)
