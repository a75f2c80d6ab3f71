"""The board is held against the naive count of whatever stands in the tables, also of what the
courses of the other test seldom come to."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.counts.happening import issue
from tests.counts.naive import Naive
from tests.counts.screens import board_agrees, readers
from tests.counts.test_counts_agree import PLANS, drawn
from tests.permissions.book import Book
from tests.permissions.conftest import postgres_book, sqlite_book  # noqa: F401 - fixtures
from tests.permissions.plan import Plan
from tests.permissions.scene import Scene

_SHAKES = 5
_STATES = ("waiting", "sent", "acknowledged", "unreachable", "withdrawn", "closed")


def hold(book: Book, examples: int) -> set[str]:
    """How the units stood that were compared."""
    met: set[str] = set()

    @settings(drawn, max_examples=examples)
    @given(plan=PLANS, lots=st.randoms(use_true_random=True), informing=st.booleans())
    def holds(plan: Plan, lots: Random, informing: bool) -> None:
        with book.open():
            scene = Scene(book, plan)
            scene.instruction = issue(scene, urgent=False, informing=informing)
            for _ in range(_SHAKES):
                _shake(scene, lots)
                met.update(_compared(scene))

    holds()
    return met


def _compared(scene: Scene) -> set[str]:
    naive = Naive(scene.book, scene.instruction)
    for reader in readers(scene, naive):
        if reader.targets:
            board_agrees(reader, 0, reader.targets)
    return set(map(naive.standing, naive.targets))


def _shake(scene: Scene, lots: Random) -> None:
    """Targets, those who answer for them, and cries for help stand as nobody would expect."""
    book, number = scene.book, scene.instruction
    deadline = book.rows(f"SELECT started_at + 1000 AS at FROM instruction WHERE id = {number}")
    at = deadline[0]["at"]
    book.do(f"UPDATE instruction SET deadline_at = {at} WHERE id = {number}")
    book.do("DELETE FROM help_request")
    for target in book.ids(f"SELECT id FROM target WHERE instruction_id = {number}"):
        state = lots.choice(_STATES)
        answered = at + lots.choice((-1, 0, 1)) if state == "acknowledged" else "NULL"
        opened = lots.choice((at, "NULL"))
        book.do(
            f"UPDATE target SET state = '{state}', answered_at = {answered}, opened_at = {opened}"
            f" WHERE id = {target}"
        )
        if not lots.randrange(6):
            book.do(
                "INSERT INTO help_request (target_id, member_id, state, opened_at) VALUES"
                f" ({target}, {scene.members[0]}, '{lots.choice(('open', 'taken', 'solved'))}', 0)"
            )
    for member in book.ids("SELECT id FROM member"):
        _shake_member(scene, member, lots)


def _shake_member(scene: Scene, member: int, lots: Random) -> None:
    account = "telegram_id" if member == scene.members[0] else lots.choice(("NULL", 9000 + member))
    phone, page = lots.choice(((0, 0), (1, 0), (1, 1), (1, 2)))
    scene.book.do(
        f"UPDATE member SET telegram_id = {account}, by_phone = {phone}, on_page = {page},"
        f" away_until = {lots.choice(('NULL', 'NULL', 1))} WHERE id = {member}"
    )


@pytest.mark.timeout(600)
def test_every_cell_says_how_many_stand_how(sqlite_book: Book) -> None:  # noqa: F811
    assert {"help", "late", "answered", "away", "vacant", "unanswered", "on_page", "by_phone",
            "unreached", "waiting", "delivered", "not_yet"} <= hold(sqlite_book, 40)  # fmt: skip


@pytest.mark.timeout(600)
def test_on_postgresql_too(postgres_book: Book) -> None:  # noqa: F811
    hold(postgres_book, 4)
