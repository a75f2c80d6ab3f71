"""Removes a person from all tables; rows that others count stay, and name nobody.

What each column holds is declared in `personal`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.roster.fold import fold_name
from bot.roster.mentions import MARK, Identity, Mentions, carries
from bot.roster.model import FORGOTTEN
from bot.store import meta
from bot.store.house.scrubbing import scrub
from bot.store.tx import Row, Tx

_NOBODY, _NO_ACCOUNT = 0, -1
"""No member has this id, and no account; chat 0 is that of messages already erased."""
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class SomebodyMeant:
    """Somebody who may be meant; `member_id` None: nobody on the roster, `account` says who."""

    member_id: int | None
    account: int | None
    name: str
    phone: str | None = None


def by_number(tx: Tx, number: int) -> list[SomebodyMeant]:
    """The member with this id."""
    return _members(tx.all("people_by_number", number=number))


def by_account(tx: Tx, account: int) -> list[SomebodyMeant]:
    """Whoever writes from this Telegram account."""
    strangers = tx.all("strangers_by_account", account=account)
    return [*_members(tx.all("people_by_account", account=account)), *_strangers(tx, strangers)]


def by_phone(tx: Tx, phone: str) -> list[SomebodyMeant]:
    """Whoever has this number (E.164)."""
    strangers = tx.all("strangers_by_phone", phone=phone)
    return [*_members(tx.all("people_by_phone", phone=phone)), *_strangers(tx, strangers)]


def by_name(tx: Tx, name: str) -> list[SomebodyMeant]:
    """Whoever is called so."""
    wanted = fold_name(name)
    members = [row for row in tx.all("people_with_names") if fold_name(row["name"]) == wanted]
    found = tx.all("strangers_with_names")
    strangers = [row for row in found if fold_name(row["nickname"]) == wanted]
    return [*_members(members), *_strangers(tx, strangers)]


def identity(tx: Tx, who: SomebodyMeant) -> Identity:
    """All that is known of who somebody is."""
    entries = [] if who.member_id is None else tx.all("entries_of", member_id=who.member_id)
    if who.member_id is None:
        rows = tx.all("known_by_account", account=who.account)
    else:
        found = (tx.all("known_by_requests", member_id=each["id"]) for each in entries)
        rows = [row for each in found for row in each]
    former = [row for each in entries for row in tx.all("former_accounts", member_id=each["id"])]
    accounts = {who.account, *(row["telegram_id"] for row in [*rows, *former])}
    phones = {who.phone, *(row["phone"] for row in rows)}
    return Identity(
        member_ids=tuple(int(each["id"]) for each in entries),
        accounts=frozenset(each for each in accounts if each is not None),
        names=frozenset(each["name"] for each in entries),
        phones=frozenset(each for each in phones if each),
    )


def mentions_of(tx: Tx, who: Identity) -> Mentions:
    """How this person is mentioned, beside all others on the roster."""
    others = (row["name"] for row in tx.all("people_with_names") if row["id"] not in who.member_ids)
    return Mentions(who, others)


def in_settings(tx: Tx, who: Identity) -> bool:
    """Whether the settings name them as an operator."""
    found = (tx.one("operator_in_settings", account=each) for each in who.accounts)
    return any(row is not None for row in found)


def drafts_of(tx: Tx, member_id: int) -> list[Row]:
    """What a member is writing."""
    return tx.all("drafts_of", member_id=member_id)


def seats_held(tx: Tx, member_id: int) -> list[int]:
    """The seats a member holds."""
    return [int(row["post_id"]) for row in tx.all("seats_held", member_id=member_id)]


def clear_notes(tx: Tx, member_id: int) -> int:
    """Remove the notes at the seats a member still holds."""
    return tx.run("notes_forgotten", member_id=member_id)


def showing(tx: Tx, member_id: int) -> list[int]:
    """Messages about what still runs that name a member."""
    queries = ("cards_showing", "notices_showing", "helps_showing")
    return sorted({int(row["id"]) for each in queries for row in tx.all(each, member_id=member_id)})


def to_others(tx: Tx, who: Identity, mentions: Mentions) -> list[Row]:
    """Messages to others that carry a person's words, their name, or something from their chat."""
    found: list[Row] = []
    rows = tx.all("messages_with_args", after=0, most=_AT_ONCE)
    while rows:
        found += [row for row in rows if _theirs(json.loads(row["args"]), who, mentions)]
        rows = tx.all("messages_with_args", after=rows[-1]["id"], most=_AT_ONCE)
    return found


def _theirs(args: Mapping[str, Any], who: Identity, mentions: Mentions) -> bool:
    by = args.get("by") in who.member_ids
    return by or carries(args, who.accounts) or mentions.within(args)


def erase_messages(tx: Tx, who: Identity, now: datetime) -> int:
    """Empty the bot's messages to a person; nothing is sent to them any more."""
    found = {
        int(row["id"])
        for account, member_id in _pairs(who)
        for row in tx.all("messages_of_person", account=account, member_id=member_id)
    }
    ids = [{"message_id": each, "now": now} for each in sorted(found)]
    for query in (
        "targets_off_message",
        "remarks_off_message",
        "bundle_off_message",
        "operations_off_message",
        "message_left_empty",
    ):
        tx.run_many(query, ids)
    return len(ids)


def erase_from_others(tx: Tx, message_ids: Iterable[int]) -> None:
    """Empty messages in the chats of others."""
    tx.run_many("message_erased", [{"message_id": each} for each in message_ids])


def erase_words(tx: Tx, member_id: int) -> int:
    """Remove what a member wrote."""
    return sum(
        (
            tx.run("relay_words_forgotten", member_id=member_id),
            tx.run("reasons_forgotten", member_id=member_id),
            tx.run("relay_drafts_forgotten", member_id=member_id),
            tx.run("filled_in_forgotten", member_id=member_id),
            tx.run("fillings_forgotten", member_id=member_id),
            tx.run("remarks_forgotten", member_id=member_id, mark=MARK),
            tx.run("help_words_forgotten", member_id=member_id, mark=MARK),
        )
    )


def erase_rest(tx: Tx, who: Identity, now: datetime) -> None:
    """Remove a person's files, requests, language, and what is known of their account."""
    for account, member_id in _pairs(who):
        for query in _BY_EITHER:
            tx.run(query, account=account, member_id=member_id)
    for account in who.accounts:
        for query in _BY_ACCOUNT:
            tx.run(query, account=account)
        _updates_of(tx, account, now)
    for member_id in who.member_ids:
        tx.run("link_proposals_forgotten", member_id=member_id)
        tx.run("digests_forgotten", member_id=member_id)
        tx.run("template_tables_forgotten", member_id=member_id)
        tx.run("templates_forgotten", member_id=member_id)
        tx.run("page_links_forgotten", member_id=member_id)
    _single_facts(tx, who)


def _pairs(who: Identity) -> list[tuple[int, int]]:
    """Each account with each entry; where there is none, one that nobody has."""
    return [(a, m) for a in who.accounts or {_NO_ACCOUNT} for m in who.member_ids or (_NOBODY,)]


_BY_EITHER = (
    "words_of_sent_unjoined",
    "parts_of_sent_deleted",
    "imports_forgotten",
    "link_requests_forgotten",
    "one_time_links_forgotten",
    "picked_contacts_forgotten",
    "roster_edits_forgotten",
)
_BY_ACCOUNT = (
    "parts_without_place",
    "operations_to_chat_forgotten",
    "presses_forgotten",
    "answer_chats_forgotten",
    "expectations_forgotten",
    "language_forgotten",
    "operator_forgotten",
    "inviter_forgotten",
    "board_sessions_forgotten",
    "page_links_made_forgotten",
)


def _updates_of(tx: Tx, account: int, now: datetime) -> None:
    facts = {"as_chat": f"{account}:%", "as_sender": f"%:{account}"}
    tx.run("updates_of_sender", now=now, **facts)


def erase_updates(tx: Tx, who: Identity, mentions: Mentions, now: datetime) -> None:
    """Erase updates of others that name a person; they are not handled any more."""
    for row in tx.all("updates_kept"):
        said = json.loads(row["payload"])
        if carries(said, who.accounts) or mentions.within(said):
            tx.run("update_forgotten", id=row["id"], now=now)


def open_imports_naming(tx: Tx, mentions: Mentions) -> list[int]:
    """Open imports that would bring a person back."""
    rows = tx.all("imports_to_look_through")
    return [
        int(row["id"]) for row in rows if mentions.removed(row["difference"]) != row["difference"]
    ]


def _single_facts(tx: Tx, who: Identity) -> None:
    """Facts by chat, such as how long to wait before writing there."""
    keys = {str(each) for each in who.accounts}
    for row in tx.all("meta_values"):
        kept = _parsed(row["value"])
        if isinstance(kept, dict) and carries(kept, who.accounts):
            meta.put(tx, row["key"], json.dumps(_without(kept, keys)))


def _parsed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None


def _without(kept: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {
        key: _without(value, keys) if isinstance(value, dict) else value
        for key, value in kept.items()
        if key not in keys
    }


def make_nobody(tx: Tx, member_id: int, now: datetime) -> None:
    """Replace who a member is by a placeholder."""
    tx.run("member_forgotten", member_id=member_id, name=FORGOTTEN, now=now)


def erase_mentions(tx: Tx, mentions: Mentions) -> int:
    """Remove the person's name and number from what others wrote; returns from how many texts."""
    return scrub(tx, mentions)


def _members(rows: Iterable[Row]) -> list[SomebodyMeant]:
    return [SomebodyMeant(row["id"], row["telegram_id"], row["name"], row["phone"]) for row in rows]


def _strangers(tx: Tx, rows: Iterable[Row]) -> list[SomebodyMeant]:
    accounts = sorted({int(row["telegram_id"]) for row in rows if row["telegram_id"] > 0})
    return [_stranger(tx, account) for account in accounts]


def _stranger(tx: Tx, account: int) -> SomebodyMeant:
    known = [*tx.all("known_by_account", account=account)]
    name = known[-1]["nickname"] if known else ""
    return SomebodyMeant(None, account, name, next((row["phone"] for row in known), None))
