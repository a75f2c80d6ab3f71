"""照上次发 and templates: a draft like what was sent or kept before, its blanks asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions.added_words import Addition, addition
from bot.instructions.blanks import blanks_in, filled
from bot.instructions.house import House
from bot.instructions.mentioned import passed_today
from bot.instructions.model import Attachment, Instruction, InstructionState
from bot.instructions.templates import Template
from bot.messages.writing import PreviewArgs
from bot.roster.model import Unit
from bot.store.cascade import instructions
from bot.store.forms import facts, questions
from bot.store.people import people
from bot.store.templates import templates
from bot.store.tx import Tx
from bot.store.writing import drafts, expectations, parts
from bot.usecases import issuers, rights
from bot.usecases.cascade import bot_messages
from bot.usecases.writing import changing, drafting, previews
from bot.usecases.writing.changing import PreviewPress, Typed

EXPECTED = "blank"
"""The kind of the question for what a blank is filled with."""


@dataclass(frozen=True, slots=True)
class Again:
    """照上次发: a notice of the presser's own is written once more."""

    telegram_id: int
    chat_id: int
    message_id: int
    instruction_id: int
    house: House


def send_again(tx: Tx, command: Again, now: datetime) -> None:
    """Begin a draft like a notice that was sent."""
    if command.chat_id != command.telegram_id:
        raise Refused("stale_button")
    bot_messages.message_pressed(tx, command.chat_id, command.message_id, now)
    who = rights.actor(tx, command.telegram_id, command.house.operators)
    try:
        sent = instructions.instruction(tx, command.instruction_id)
    except LookupError:
        raise Refused("stale_button") from None
    own = who.member is not None and who.member.id == sent.issuer_id
    if sent.number is None or not own or not issuers.roots(tx, who):
        raise Refused("not_allowed" if sent.number else "stale_button")
    model = templates.template_like(tx, sent, drafts.draft_scope(tx, sent.id))
    draft = write_anew(tx, model, command.house, command.chat_id, now)
    previews.show_preview_below(tx, draft, command.chat_id, now)


def write_anew(tx: Tx, model: Template, house: House, chat_id: int, now: datetime) -> Instruction:
    """A draft like a template: what is no longer in its writer's care is left out. Raises Refused
    where they may not write."""
    who = rights.of_member(tx, model.member_id)
    tops = issuers.roots(tx, who)
    if not tops:
        raise Refused("not_allowed")
    possible = issuers.issuing_tiers(tx, model.member_id, [tier.code for tier in house.tiers])
    tiers = [each for each in possible if each in model.tiers] or possible
    ladder = house.ladders[model.urgency]
    draft = drafts.begin_draft(tx, model.member_id, tops[0], tiers, ladder, now)
    drafts.set_scope(tx, draft.id, _scope(tx, model, tops))
    part = parts.add_part(tx, draft.id, (chat_id, None), model.text)
    for each in model.files:
        file = Attachment(each.kind, each.file_id)  # type: ignore[arg-type]
        parts.add_file(tx, part, file, each.name, None)
    questions.set_questions(tx, draft.id, model.questions)
    facts.set_reuse(tx, draft.id, model.reuse)
    templates.repeat_table(tx, draft.id, model)
    new = replace(draft, urgency=model.urgency, needs_answer=model.needs_answer,
                  everyone=model.everyone, parties=model.parties, drill=model.drill)  # fmt: skip
    if model.id:
        templates.set_template_of(tx, draft.id, model.id)
        new = replace(new, template_id=model.id)
    return _without_guess(tx, drafting.join_parts(tx, new, house, now), house, now)


def _without_guess(tx: Tx, draft: Instruction, house: House, now: datetime) -> Instruction:
    """Without a deadline that was 8 o'clock this morning and is read as the evening's: nobody has
    just typed it."""
    due = draft.deadline_at
    if due is None or not passed_today(draft.text, due, now, house.zone):
        return draft
    new = replace(draft, deadline_at=None, deadline_given=False, deadline_from=None)
    drafts.save(tx, new)
    return new


def _scope(tx: Tx, model: Template, tops: list[Unit]) -> list[Unit]:
    """The units that are left of its scope; where none is, it asks nobody until one is chosen."""
    found = []
    for unit_id in model.scope:
        try:
            unit = people.living_unit(tx, unit_id)
        except LookupError:
            continue
        if any(top.holds(unit) for top in tops):
            found.append(unit)
    return found


def show_new(tx: Tx, draft: Instruction, chat_id: int, now: datetime) -> None:
    """Show a draft that was begun from a template; its first blank is asked for."""
    left = blanks_in(draft.text)
    if not left:
        previews.show_preview_below(tx, draft, chat_id, now)
        return
    _expect(tx, draft, left[0], chat_id, now)
    previews.show_preview_below(tx, draft, chat_id, now, None, PreviewArgs(screen="blank"))


def _expect(tx: Tx, draft: Instruction, name: str, chat_id: int, now: datetime) -> None:
    until = now + changing.ANSWER_WAIT
    expectations.expect(tx, chat_id, EXPECTED, draft.id, {"name": name}, until)


def ask_blank(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """填空: ask for the first blank that is left."""
    draft = changing.draft(tx, press, now).instruction
    left = blanks_in(draft.text)
    if not left:
        raise Refused("stale_button")
    _expect(tx, draft, left[0], press.chat_id, now)
    previews.show_preview(tx, draft, press.chat_id, now, PreviewArgs(screen="blank"))


def type_blank(tx: Tx, typed: Typed, now: datetime) -> None:
    """Fill a blank with the typed words, and ask for the next. 算了, thanks and a button's words
    fill in nothing; words without a draft any more go on as writing."""
    asked = expectations.expected(tx, typed.chat_id, now)
    draft = changing.asked_about(tx, typed, EXPECTED, now)
    expectations.clear(tx, typed.chat_id)
    if draft is None or asked is None or draft.state is not InstructionState.DRAFT:
        drafting.gather(tx, changing.written(typed), now)
        return
    if addition(typed.text, typed.house.lexicon) is not Addition.WORDS:
        previews.show_preview_below(tx, draft, typed.chat_id, now, typed.message_id)
        return
    for part in parts.parts_of_draft(tx, draft.id):
        parts.set_text(tx, part, filled(part.text, str(asked.args["name"]), typed.text.strip()))
    new = drafting.join_parts(tx, draft, typed.house, now)
    left = blanks_in(new.text)
    screen = PreviewArgs(screen="blank") if left else PreviewArgs()
    if left:
        _expect(tx, new, left[0], typed.chat_id, now)
    previews.show_preview_below(tx, new, typed.chat_id, now, typed.message_id, screen)
