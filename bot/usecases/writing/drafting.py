"""Somebody writes: what they send in private is gathered into one open draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.errors import Refused
from bot.instructions import draft as rule
from bot.instructions.house import House
from bot.instructions.model import Attachment, Instruction, Urgency
from bot.instructions.reading.reader import is_small_talk
from bot.roster.model import Unit
from bot.store.cascade import opening
from bot.store.house import audit
from bot.store.tx import Tx
from bot.store.writing import drafts
from bot.usecases import rights
from bot.usecases.rights import Actor
from bot.usecases.writing import issuers, previews


@dataclass(frozen=True, slots=True)
class Writing:
    """One message in private: text, or a file with or without a caption."""

    telegram_id: int
    chat_id: int
    house: House
    text: str | None = None
    file: Attachment | None = None
    album: str | None = None


class Taken(Enum):
    """What a message in private was taken for."""

    BEGUN = auto()
    JOINED = auto()
    SMALL_TALK = auto()
    """An answer word or thanks: never part of an instruction."""
    NOT_ISSUER = auto()
    """The writer may not write instructions."""


def gather(tx: Tx, command: Writing, now: datetime) -> Taken:
    """Put a message into the writer's open draft, or begin one with it."""
    who = rights.actor(tx, command.telegram_id, command.house.operators)
    tops = issuers.roots(tx, who)
    if who.member is None or not tops:
        return Taken.NOT_ISSUER
    if command.file is None and is_small_talk(command.text or "", command.house.lexicon):
        return Taken.SMALL_TALK
    draft = drafts.newest(tx, who.member.id)
    joins = draft is not None and rule.joins(draft.touched_at, now)
    if draft is None or not joins:
        draft = _begin(tx, who, tops, command.house, now)
    _add(tx, draft, command, now)
    previews.show_below(tx, draft, command.chat_id, now)
    return Taken.JOINED if joins else Taken.BEGUN


def _begin(tx: Tx, who: Actor, tops: Sequence[Unit], house: House, now: datetime) -> Instruction:
    if who.member is None:
        raise Refused("not_allowed")
    tiers = issuers.tiers_below([tier.code for tier in house.tiers], tops)
    ladder = house.ladders[Urgency.ROUTINE]
    draft = drafts.begin(tx, who.member.id, tops[0], tiers, ladder, now)
    drafts.set_scope(tx, draft.id, tops)
    return draft


def _add(tx: Tx, draft: Instruction, command: Writing, now: datetime) -> None:
    text = rule.with_part(draft.text, command.text)
    if command.file is not None:
        rule.room_for_file(len(opening.attachments(tx, draft.id)))
        drafts.add_file(tx, draft.id, command.file, command.album)
    drafts.save(tx, touched(replace(draft, text=text), now))


def touched(draft: Instruction, now: datetime) -> Instruction:
    """As changed at this moment; no two states of a draft have the same instant."""
    return replace(draft, touched_at=max(now, draft.touched_at + timedelta(microseconds=1)))


def expire_due(tx: Tx, most: int, now: datetime) -> int:
    """Throw away drafts nobody has touched for a day, `most` at a time; how many there were."""
    found = drafts.untouched(tx, now - rule.EXPIRES_AFTER, most)
    for draft in found:
        throw_away(tx, draft, audit.CLOCK, "expired", now)
    return len(found)


def throw_away(tx: Tx, draft: Instruction, actor: str, reason: str, now: datetime) -> None:
    """A draft ceases; its preview says why. Its id may be given again, so the log has it aside."""
    previews.part(tx, draft, reason, now)
    drafts.discard(tx, draft.id)
    audit.record(tx, now, actor, "draft.discard", path=reason, facts={"draft": draft.id})
