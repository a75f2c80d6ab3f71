"""Forgetting a person: who is meant, what is removed, what stays and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.messages.roster import ImportArgs
from bot.roster.difference import Difference, Vacate
from bot.roster.mentions import Identity
from bot.roster.phone import NoNumberError, normalise
from bot.store.cascade.instructions import to_instruction
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.house import audit
from bot.store.house import forgetting as store
from bot.store.house.forgetting import SomebodyMeant
from bot.store.people import people
from bot.store.roster import imports
from bot.store.roster import roster as rosters
from bot.store.roster.imports import ImportState
from bot.store.tx import Row, Tx
from bot.usecases.imports import importing
from bot.usecases.roster.applying import Apply, apply_difference
from bot.usecases.writing import drafting


@dataclass(frozen=True, slots=True)
class Search:
    """NAME, PHONE or ID as typed; `region`: the one whose phones have no country code."""

    who: str
    region: str


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Somebody who may be meant, with the names of the units in which they hold posts."""

    person: SomebodyMeant
    units: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """What names them and nobody else: member:12, telegram:7300000001."""
        if self.person.member_id is not None:
            return f"member:{self.person.member_id}"
        return f"telegram:{self.person.account}"


def search(tx: Tx, command: Search, _now: datetime) -> list[PersonFound]:
    """Everybody who may be meant, each once."""
    found = {(each.member_id, each.account): each for each in _candidates(tx, command)}
    return [_found(tx, each) for each in found.values()]


def _candidates(tx: Tx, command: Search) -> list[SomebodyMeant]:
    kind, _, number = command.who.strip().partition(":")
    if kind == "member" and _is_id(number):
        return store.by_number(tx, int(number))
    if kind == "telegram" and _is_id(number):
        return store.by_account(tx, int(number))
    return [*store.by_name(tx, command.who), *_by_digits(tx, command)]


def _by_digits(tx: Tx, command: Search) -> list[SomebodyMeant]:
    plain, found = command.who.strip().lstrip("#"), []
    if _is_id(plain):
        found = [*store.by_number(tx, int(plain)), *store.by_account(tx, int(plain))]
    phone = _phone(command)
    return [*found, *(store.by_phone(tx, phone) if phone else ())]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _phone(command: Search) -> str | None:
    try:
        return normalise(command.who, command.region)
    except NoNumberError:
        return None


def _found(tx: Tx, person: SomebodyMeant) -> PersonFound:
    if person.member_id is None:
        return PersonFound(person)
    seats = people.posts_of(tx, person.member_id)
    return PersonFound(person, tuple(dict.fromkeys(seat.unit.name for seat in seats)))


@dataclass(frozen=True, slots=True)
class Forget:
    """Forget whoever this reference names."""

    reference: str
    actor: str = audit.OPERATOR


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done.

    `posts`: seats that are vacant now; `words`: what they wrote; `messages`: the bot's to them;
    `elsewhere`: messages to others and texts of others that named them; `shared`: names that
    others have too, so that texts of others still hold them; `in_settings`: the settings name
    their account as an operator.
    """

    posts: int
    words: int
    messages: int
    elsewhere: int
    shared: tuple[str, ...]
    in_settings: bool


def forget(tx: Tx, command: Forget, now: datetime) -> Forgotten:
    """Remove a person everywhere, all or nothing. Raises Refused("nobody_so_called")."""
    person = only(_candidates(tx, Search(command.reference, "")))
    who = store.identity(tx, person)
    mentions = store.mentions_of(tx, who)
    in_settings = store.in_settings(tx, who)
    for import_id in store.open_imports_naming(tx, mentions):
        _drop_import(tx, import_id, now)
    posts = sum(_leave(tx, each, command.actor, now) for each in who.member_ids)
    shown = [message for each in who.member_ids for message in store.showing(tx, each)]
    elsewhere = _from_others(tx, store.to_others(tx, who, mentions), who, now)
    words = sum(store.erase_words(tx, each) for each in who.member_ids)
    messages = store.erase_messages(tx, who, now)
    store.erase_rest(tx, who, now)
    store.erase_updates(tx, who, mentions, now)
    for each in who.member_ids:
        store.make_nobody(tx, each, now)
    elsewhere += store.erase_mentions(tx, mentions)
    _show_anew(tx, shown, now)
    _log(tx, command, who, now)
    return Forgotten(posts, words, messages, elsewhere, mentions.shared, in_settings)


def only(found: list[SomebodyMeant]) -> SomebodyMeant:
    """The one. Raises Refused."""
    if len({(each.member_id, each.account) for each in found}) != 1:
        raise Refused("nobody_so_called")
    return found[0]


def _drop_import(tx: Tx, import_id: int, now: datetime) -> None:
    """Put away somebody's file that would bring the person back."""
    found = imports.import_request(tx, import_id)
    if found is not None:
        importing.end_import(tx, found, ImportState.CANCELLED, ImportArgs(expired=True), now)


def _leave(tx: Tx, member_id: int, actor: str, now: datetime) -> int:
    """Give up everything they hold, as a change of the roster does: what runs is handed over."""
    for row in store.drafts_of(tx, member_id):
        drafting.throw_away(tx, to_instruction(row), actor, "forgotten", now)
    store.clear_notes(tx, member_id)
    seats = store.seats_held(tx, member_id)
    if seats:
        vacated = tuple(Vacate(seat, member_id) for seat in seats)
        left = Difference(rosters.roster_version(tx), vacate=vacated, leaving=(member_id,))
        apply_difference(tx, Apply(left, actor), now)
    return len(seats)


def _from_others(tx: Tx, found: list[Row], who: Identity, now: datetime) -> int:
    """Messages in others' chats say that their words were removed; unsent ones never leave."""
    rows = [row for row in found if row["chat_id"] not in who.accounts]
    store.erase_from_others(tx, (row["id"] for row in rows))
    _show_anew(tx, [int(row["id"]) for row in rows], now)
    return len(rows)


def _show_anew(tx: Tx, message_ids: list[int], now: datetime) -> None:
    for each in message_ids:
        message = outbox.message(tx, each)
        if message.gone_at is not None:
            continue
        if message.telegram_id is not None:
            outbox.refresh(tx, message, now)
        elif message.kind == "erased":
            outbox.take_away(tx, message, now)


def _log(tx: Tx, command: Forget, who: Identity, now: datetime) -> None:
    """One line, by id and without a name."""
    action = "member.forget" if who.member_ids else "account.forget"
    member_id = who.member_ids[0] if who.member_ids else None
    audit.record(tx, now, command.actor, action, path="terminal", member_id=member_id)


def erased_view(_tx: Tx, message: BotMessage, _now: datetime) -> bool | None:
    """A message whose words were removed; None where it has not been sent."""
    return None if message.telegram_id is None else True
