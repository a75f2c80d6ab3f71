"""存为模板 and /templates: what an issuer keeps to be sent again, and when it recurs (定期)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Literal

from bot.chat.templates.screens import TemplatesView
from bot.errors import Refused
from bot.instructions.calendars import calendar_of
from bot.instructions.house import House
from bot.instructions.recurrence import WORKDAYS, next_run, typed_hour
from bot.instructions.templates import Template
from bot.messages.templates import TemplatesArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.house import house as kept
from bot.store.people import people
from bot.store.templates import templates
from bot.store.tx import Tx
from bot.store.writing import drafts, expectations
from bot.usecases import issuers, rights
from bot.usecases.cascade import bot_messages
from bot.usecases.rights import Actor
from bot.usecases.templates import repeating
from bot.usecases.writing import changing
from bot.usecases.writing.changing import PreviewPress, Typed

KIND = TemplatesArgs.kind
EXPECTED = "recurring_time"
"""The kind of the question for the time at which a template recurs."""
_LOGGED = {"begin": "template.begin", "stop": "template.stop"}
MOST = 30
"""Templates one person keeps."""


def save_template(tx: Tx, press: PreviewPress, now: datetime) -> bool:
    """存为模板, below a preview or a summary; False where the same is kept already."""
    found = changing.mine(tx, press, now).instruction
    if found.corrects_id is not None or not (found.text or found.file_kind):
        raise Refused("stale_button")
    new = templates.template_like(tx, found, drafts.draft_scope(tx, found.id))
    known = templates.templates_of(tx, found.issuer_id)
    if any(each.same_as(new) for each in known):
        return False
    if len(known) >= MOST:
        raise Refused("many_templates", most=MOST)
    made = templates.keep_template(tx, new, now)
    audit.record(tx, now, audit.by(found.issuer_id), "template.keep", unit_id=made.unit_id)
    return True


@dataclass(frozen=True, slots=True)
class TemplatesAsked:
    """/templates."""

    telegram_id: int
    house: House


def show_templates(tx: Tx, command: TemplatesAsked, now: datetime) -> None:
    """Show what the asker keeps. Raises Refused for somebody who may not write."""
    _issuer(tx, command.telegram_id, command.house)
    saying = Saying(chat_id=command.telegram_id, args=TemplatesArgs(), lane=Lane.REPLY)
    outbox.say(tx, saying, now)


@dataclass(frozen=True, slots=True)
class TemplatePress:
    """A press on the screen of templates: what to do, with which template, and a number."""

    telegram_id: int
    chat_id: int
    message_id: int
    act: str
    house: House
    template_id: int = 0
    value: int = 0


def press_template(tx: Tx, press: TemplatePress, now: datetime) -> None:
    """Look, use, drop, or set when it recurs."""
    message = bot_messages.own_message_pressed(tx, press, KIND, now)
    who = _issuer(tx, press.telegram_id, press.house)
    if press.act == "list":
        _show(tx, message, TemplatesArgs(page=max(press.value, 0)), now)
        return
    found = _mine(tx, who, press.template_id)
    if press.act == "use":
        draft = repeating.write_anew(tx, found, press.house, press.chat_id, now)
        repeating.show_new(tx, draft, press.chat_id, now)
    elif press.act == "drop":
        templates.drop_template(tx, found.id)
        audit.record(tx, now, who.name, "template.drop", unit_id=found.unit_id)
        _show(tx, message, TemplatesArgs(), now)
    elif press.act in ("look", "recur"):
        place: Literal["recur", "look"] = "recur" if press.act == "recur" else "look"
        _show(tx, message, TemplatesArgs(place=place, template=found.id), now)
    else:
        _recurs(tx, press, found, now)
        _show(tx, message, TemplatesArgs(place="recur", template=found.id), now)


def _issuer(tx: Tx, telegram_id: int, house: House) -> Actor:
    who = rights.actor(tx, telegram_id, house.operators)
    if not issuers.roots(tx, who):
        raise Refused("not_allowed")
    return who


def _mine(tx: Tx, who: Actor, template_id: int) -> Template:
    """The presser's own template. Raises Refused."""
    try:
        found = templates.kept_template(tx, template_id)
    except LookupError:
        raise Refused("stale_button") from None
    if who.member is None or who.member.id != found.member_id:
        raise Refused("not_allowed")
    return found


def _show(tx: Tx, message: BotMessage, args: TemplatesArgs, now: datetime) -> None:
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)


def _recurs(tx: Tx, press: TemplatePress, old: Template, now: datetime) -> None:
    """Change when a template recurs; what is running goes on by the new rule."""
    new = _changed(old, press)
    if press.act == "time":
        until = now + changing.ANSWER_WAIT
        expectations.expect(tx, press.chat_id, EXPECTED, old.id, None, until)
    if press.act == "begin" or (old.next_at is not None and press.act != "stop"):
        new = planned_next(tx, new, press.house, now)
    if logged := _LOGGED.get(press.act):
        audit.record(tx, now, audit.by(old.member_id), logged, unit_id=old.unit_id)
    templates.save_recurrence(tx, new)


def _changed(old: Template, press: TemplatePress) -> Template:
    match press.act:
        case "day":
            return replace(old, weekdays=old.weekdays ^ {press.value % 7})
        case "workdays":
            same = old.weekdays == WORKDAYS
            return replace(old, weekdays=frozenset() if same else WORKDAYS, workdays=not same)
        case "at":
            hour, minute = divmod(press.value % (24 * 60), 60)
            return replace(old, wall=time(hour, minute))
        case "holidays":
            return replace(old, workdays=not old.workdays)
        case "self":
            return replace(old, by_itself=not old.by_itself)
        case "stop":
            return replace(old, next_at=None)
        case "begin" | "time":
            return old
    raise Refused("stale_button")


def planned_next(tx: Tx, changed: Template, house: House, now: datetime) -> Template:
    """With the next time after this moment. Raises Refused where no day is chosen."""
    calendar = calendar_of(kept.region(tx))
    due = next_run(changed.recurrence(house.zone), now, calendar)
    if due is None:
        raise Refused("no_day_chosen")
    return replace(changed, next_at=due.at)


def type_time(tx: Tx, typed: Typed, now: datetime) -> None:
    """Set the typed time of day at which a template recurs."""
    asked = expectations.expected(tx, typed.chat_id, now)
    at = typed_hour(typed.text)
    if at is None or asked is None:
        raise Refused("deadline_unclear")
    who = _issuer(tx, typed.telegram_id, typed.house)
    old = _mine(tx, who, asked.subject_id or 0)
    expectations.clear(tx, typed.chat_id)
    new = replace(old, wall=at)
    if old.next_at is not None:
        new = planned_next(tx, new, typed.house, now)
    templates.save_recurrence(tx, new)
    args = TemplatesArgs(place="recur", template=old.id)
    outbox.say(tx, Saying(chat_id=typed.chat_id, args=args, lane=Lane.REPLY), now)


def templates_view(tx: Tx, message: BotMessage, now: datetime) -> TemplatesView | None:
    """The reader's templates, or one of them."""
    args = message.args_as(TemplatesArgs)
    member = people.member_by_telegram(tx, message.chat_id)
    found = [] if member is None else templates.templates_of(tx, member.id)
    chosen = next((each for each in found if each.id == args.template), None)
    zone = kept.zone(tx)
    due = None
    if chosen is not None and chosen.weekdays:
        due = next_run(chosen.recurrence(zone), now, calendar_of(kept.region(tx)))
    return TemplatesView(
        templates=found,
        chosen=chosen,
        place=args.place if chosen is not None else "list",
        page=args.page,
        last=templates.newest_numbered(tx, member.id) if member else None,
        due=due,
        now=now,
        zone=zone,
    )
