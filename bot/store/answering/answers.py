"""Acknowledgements, and who holds posts in the units an instruction asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import AnswerPath, Instruction, Target
from bot.roster.model import PostKind
from bot.store.cascade.instructions import to_instruction, to_target
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx, instant


@dataclass(frozen=True, slots=True)
class Held:
    """A target in whose unit a member holds a post."""

    target: Target
    kind: PostKind
    title: str | None = None
    answered: bool = False
    """They have answered for themself, where every holder does."""

    @property
    def owes(self) -> bool:
        """Whether an answer of this member's would count."""
        return self.target.unanswered and not self.answered


@dataclass(frozen=True, slots=True)
class Former:
    """A post a member held before."""

    unit_name: str
    tier: str
    kind: PostKind
    title: str | None


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """Who acknowledged a target first."""

    member_id: int
    member_name: str
    said_at: datetime
    path: AnswerPath
    late: bool


def held_by(tx: Tx, instruction_id: int, member_id: int) -> list[Held]:
    """The targets of an instruction in whose units a member holds a post, those they lead first."""
    rows = tx.all("targets_held_by", instruction_id=instruction_id, member_id=member_id)
    found: dict[int, Held] = {}
    for row in rows:
        post = (PostKind(row["kind"]), row["title"], bool(row["answered"]))
        found.setdefault(row["id"], Held(to_target(row), *post))
    return list(found.values())


def former_seats(tx: Tx, instruction_id: int, member_id: int) -> list[Former]:
    """The posts a member held, and no longer holds, in units this instruction asks, the last
    first."""
    rows = tx.all("former_seats", instruction_id=instruction_id, member_id=member_id)
    return [Former(row["name"], row["tier"], PostKind(row["kind"]), row["title"]) for row in rows]


def store_answer(
    tx: Tx,
    target: Target,
    member_id: int,
    path: AnswerPath,
    said_at: datetime,
    late: bool,
    now: datetime,
    version_id: int = 0,
    chat_id: int | None = None,
    *,
    whole: bool = True,
) -> bool:
    """Record an acknowledgement of a version, given in a chat; returns whether the target is
    answered by it: at once, or without `whole` once all its holders have."""
    facts = {"target_id": target.id, "said_at": said_at}
    kept = {"member_id": member_id, "version_id": version_id, "chat_id": chat_id}
    tx.run("insert_acknowledgement", path=path, late=late, now=now, **kept, **facts)
    return tx.run("set_acknowledged", whole=whole, **facts) > 0


def answered_by_all(tx: Tx, target: Target) -> bool:
    """A unit of which every holder answers has other holders now: mark it acknowledged where all
    who are left have answered, and somebody has."""
    said_at = tx.need("newest_own_answer", target_id=target.id)["said_at"]
    if said_at is None:
        return False
    facts = {"target_id": target.id, "said_at": instant(said_at)}
    return tx.run("set_acknowledged", whole=False, **facts) > 0


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """Of the people asked, how many have answered for themselves."""

    done: int
    total: int


def people_on(tx: Tx, message_id: int) -> PeopleCount:
    """Of the people in the units on a card."""
    row = tx.need("people_on_message", message_id=message_id)
    return PeopleCount(row["done"], row["total"])


def people_asked(tx: Tx, instruction_id: int) -> PeopleCount:
    """Of all people an instruction asks."""
    row = tx.need("people_of_instruction", instruction_id=instruction_id)
    return PeopleCount(row["done"], row["total"])


def own_answers(tx: Tx, target: Target) -> frozenset[int]:
    """The holders of a unit who have answered for themselves, where every holder does."""
    rows = tx.all("own_answers_of", target_id=target.id)
    return frozenset(row["member_id"] for row in rows)


def first_answer(tx: Tx, target_id: int) -> FirstAnswer | None:
    """Who acknowledged a target first."""
    row = tx.one("first_answer", target_id=target_id)
    if row is None:
        return None
    return FirstAnswer(
        row["member_id"],
        row["member_name"],
        instant(row["said_at"]),
        AnswerPath(row["path"]),
        bool(row["late"]),
    )


def messages_with(tx: Tx, target_id: int) -> list[BotMessage]:
    """The living messages that list a target."""
    rows = tx.all("messages_with_target", target_id=target_id)
    return [BotMessage.from_row(row) for row in rows]


def has_unlinked(tx: Tx, message_id: int) -> bool:
    """Whether some holder in the units on a message has no linked Telegram account."""
    row = tx.need("unlinked_holders_on_message", message_id=message_id)
    return bool(row["unlinked"])


def waiting_for(tx: Tx, member_id: int) -> list[Instruction]:
    """The running instructions that still wait for one of a member's units, newest first."""
    rows = tx.all("instructions_waiting_for", member_id=member_id)
    return [to_instruction(row) for row in rows]


def instructions_asking(tx: Tx, member_id: int) -> list[Instruction]:
    """The running instructions that ask one of a member's units, answered or not: waiting ones
    first, then newest first."""
    return [to_instruction(row) for row in tx.all("instructions_asking", member_id=member_id)]


def somebody_unanswered(tx: Tx, instruction_id: int) -> bool:
    """Whether an instruction still waits for anybody."""
    return tx.one("somebody_unanswered", instruction_id=instruction_id) is not None
