"""Changes of the roster in chat, from the button to the decision."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from bot.roster.edits import Edit, EditSaid, EditVerb
from bot.roster.model import Member, Unit
from bot.store.delivery.outbox import BotMessage
from bot.store.people.people import path_end, to_member
from bot.store.tx import Row, Tx


class EditStage(StrEnum):
    """What is asked of whoever changes the roster."""

    WORDS = "words"
    PICK = "pick"
    SURE = "sure"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class RosterEdit:
    """A change in a private chat. `shown`: what its asker was told would change."""

    id: int
    chat_id: int
    stage: EditStage
    edit: Edit
    shown: str = ""

    @property
    def open(self) -> bool:
        """Whether it is undecided."""
        return self.stage not in (EditStage.DONE, EditStage.DROPPED)


def begin_edit(tx: Tx, chat_id: int, edit: Edit, stage: EditStage, now: datetime) -> int:
    """Begin a change; returns its id."""
    facts = {"unit_id": edit.unit, "post_id": edit.post, "member_id": edit.member}
    row = tx.need(
        "insert_roster_edit", chat_id=chat_id, verb=edit.verb, stage=stage, now=now, **facts
    )
    return int(row["id"])


def one(tx: Tx, edit_id: int) -> RosterEdit | None:
    """A change by its id."""
    row = tx.one("roster_edit_by_id", edit_id=edit_id)
    return None if row is None else _edit(row)


def store_edit(tx: Tx, found: RosterEdit) -> None:
    """Store what was said for a change, and what is asked next."""
    said = {name: value for name, value in asdict(found.edit.said).items() if value}
    tx.run("set_roster_edit", edit_id=found.id, stage=found.stage, said=said, shown=found.shown)


def end_edit(tx: Tx, edit_id: int, stage: EditStage, left: Edit, now: datetime) -> bool:
    """Decide a change, keeping only whom and what it is about; False where it was decided."""
    facts = {"unit_id": left.unit, "post_id": left.post, "member_id": left.member}
    return bool(tx.run("end_roster_edit", edit_id=edit_id, stage=stage, now=now, **facts))


def screens(tx: Tx, chat_id: int) -> list[BotMessage]:
    """The living screens in a private chat that may show a change, newest first."""
    return [BotMessage.from_row(row) for row in tx.all("roster_screens", chat_id=chat_id)]


def suspended_from(tx: Tx, post_id: int) -> Member | None:
    """Whoever was taken out for now while they held a post; the last one."""
    rows = tx.all("suspended_from", post_id=post_id)
    return to_member(rows[0]) if rows else None


def people_near(tx: Tx, top: Unit | None) -> list[tuple[Member, str | None]]:
    """Everybody who holds or held a post at or below a unit, each with the path of a unit in which
    they hold one now."""
    path = "" if top is None else top.path
    rows = tx.all("people_near", path=path, path_end=path_end(path))
    return [(to_member(row), row["path"]) for row in rows]


def _edit(row: Row) -> RosterEdit:
    told = json.loads(row["said"])
    said = EditSaid(**{**told, "names": tuple(told.get("names", ()))})
    edit = Edit(EditVerb(row["verb"]), row["unit_id"], row["post_id"], row["member_id"], said)
    return RosterEdit(row["id"], row["chat_id"], EditStage(row["stage"]), edit, row["shown"])
