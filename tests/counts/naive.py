"""The numbers of an instruction counted one by one from the tables: slowly, and by other code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.permissions.book import Book
from tests.permissions.plan import HEIGHTS

Row = dict[str, Any]
OPEN = ("waiting", "sent", "unreachable")


@dataclass(frozen=True)
class Counts:
    """So many units of each tier, written as on the screens: the lowest tier first."""

    tiers: Counter[str]

    @property
    def total(self) -> int:
        return sum(self.tiers.values())

    def words(self, of: Counts | None = None) -> str:
        """3 楼 + 1 苑, or with the tiers of `of` beneath: 3/5 楼 + 1/2 苑."""
        shown = (of or self).tiers
        found = [each for each in HEIGHTS if shown[each]]
        above = {tier: f"{self.tiers[tier]}/{shown[tier]}" for tier in found}
        numbers = above if of else {tier: str(self.tiers[tier]) for tier in found}
        return " + ".join(f"{numbers[tier]} {WORDS[tier]}" for tier in found)

    def of(self, whole: Counts) -> str:
        """The share by tier; nothing where there is only one tier."""
        return self.words(whole) if len(+whole.tiers) > 1 else ""


WORDS = {tier: f"个{ending}" for tier, ending in zip(HEIGHTS, "楼苑社区", strict=True)}


class Naive:
    """The tables as they are now, and what they say about one instruction."""

    def __init__(self, book: Book, instruction: int) -> None:
        self.row = book.rows(f"SELECT * FROM instruction WHERE id = {instruction}")[0]
        self.units = {each["id"]: each for each in book.rows("SELECT * FROM unit")}
        where = f"WHERE instruction_id = {instruction} AND state <> 'withdrawn'"
        self.targets = book.rows(f"SELECT * FROM target {where}")
        self._book = book

    @cached_property
    def holders(self) -> dict[int, list[int]]:
        """Who answers for each unit now."""
        posts = {each["id"]: each for each in self._book.rows("SELECT * FROM post")}
        found: dict[int, list[int]] = {}
        for each in self._book.rows("SELECT * FROM assignment"):
            post = posts[each["post_id"]]
            kind = post["kind"] in ("lead", "deputy", "helper")
            if each["until"] is None and post["dropped_at"] is None and kind:
                found.setdefault(post["unit_id"], []).append(each["member_id"])
        return found

    def inside(self, paths: Iterable[str], *, alone: Iterable[str] = ()) -> list[Row]:
        """The targets at and below these paths, and at those `alone`."""
        deep, flat = tuple(paths), set(alone)
        return [
            each
            for each in self.targets
            if (path := self.units[each["unit_id"]]["path"]).startswith(deep or ("!",))
            or path in flat
        ]

    def count(self, targets: Iterable[Row], which: Callable[[Row], bool] = bool) -> Counts:
        """How many of these targets are so, by the tier of their unit."""
        chosen = (each for each in targets if which(each))
        return Counts(Counter(self.units[each["unit_id"]]["tier"] for each in chosen))

    # What a target may be

    def done(self, target: Row) -> bool:
        return bool(target["state"] == "acknowledged")

    def silent(self, target: Row) -> bool:
        return target["state"] in OPEN

    def vacant(self, target: Row) -> bool:
        return self.silent(target) and not self.holders.get(target["unit_id"])

    def delivered(self, target: Row) -> bool:
        return self.done(target) or (target["state"] == "sent" and not self.vacant(target))

    def lost(self, target: Row) -> bool:
        return target["state"] == "unreachable" and not self.vacant(target)

    def behind(self, target: Row) -> bool:
        waits = target["state"] == "waiting" and target["opened_at"] is None
        return waits and not self.vacant(target)

    def awaited(self, target: Row) -> bool:
        return self.silent(target) and target["opened_at"] is not None

    def pending(self, target: Row) -> bool:
        """Silent in the eyes of those above: has not answered, or has not passed it on."""
        if self.row["state"] != "running" or target["opened_at"] is None:
            return False
        gate = target["gates"] and target["relayed_at"] is None
        return self.silent(target) or bool(self.done(target) and gate)

    @property
    def passes_at(self) -> int | None:
        """When the last that waits goes on by itself, in microseconds; None where unknown."""
        uppers = {
            each["upper_id"]
            for each in self.targets
            if self.silent(each) and each["opened_at"] is None
        }
        gates = [each for each in self.targets if each["id"] in uppers]
        dues = [each["relay_due_at"] for each in gates if each["relayed_at"] is None]
        return None if not dues or None in dues else max(dues)

    # How a cell of the board stands

    @cached_property
    def members(self) -> dict[int, Row]:
        return {each["id"]: each for each in self._book.rows("SELECT * FROM member")}

    @cached_property
    def helped(self) -> set[int]:
        """The targets that need help."""
        return set(
            self._book.ids("SELECT target_id AS id FROM help_request WHERE state <> 'solved'")
        )

    def standing(self, target: Row) -> str:
        """How its unit stands on the board."""
        if target["id"] in self.helped:
            return "help"
        if self.done(target):
            deadline = self.row["deadline_at"]
            late = deadline is not None and target["answered_at"] > deadline
            return "late" if late else "answered"
        return self._silent_standing(target) if self.silent(target) else "unanswered"

    def _silent_standing(self, target: Row) -> str:
        there = [self.members[each] for each in self.holders.get(target["unit_id"], ())]
        present = [each for each in there if each["away_until"] is None]
        if not present:
            return "away" if there else "vacant"
        if all(each["telegram_id"] is None for each in there):
            return _without_telegram(present)
        sent = "waiting" if self.row["needs_answer"] else "delivered"
        return {"waiting": "not_yet", "sent": sent, "unreachable": "unreached"}[target["state"]]


def _without_telegram(present: list[Row]) -> str:
    called = [each for each in present if each["by_phone"]]
    if any(each["on_page"] for each in called):
        return "on_page"
    return "by_phone" if called else "unreached"
