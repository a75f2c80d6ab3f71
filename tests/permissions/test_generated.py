"""Every attempt by every actor is allowed exactly where product.md's table says so."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.permissions.acts.nonsense import nonsense
from tests.permissions.attempt import Seen, judge
from tests.permissions.book import Book
from tests.permissions.course import unfold
from tests.permissions.phones import told
from tests.permissions.plan import Plan, plans
from tests.permissions.sample import SAMPLES
from tests.permissions.subjects import EVERYTHING, SUBJECTS, Acts
from tests.permissions.ways import ANYBODY, WAYS

COMMUNITIES = 10
"""In how many everything is tried."""

drawn = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def hold(book: Book, subject: Iterable[Acts], examples: int, samples: Iterable[Plan] = ()) -> Seen:
    """Try everything in so many communities; how often each way worked and did not."""
    seen = Seen()

    @settings(drawn, max_examples=examples)
    @given(plan=plans())
    def holds(plan: Plan) -> None:
        with book.open():
            scene = unfold(book, plan)
            assert told(scene.said, (), scene.phones) == []
            for acts in subject:
                for attempt in acts(scene):
                    judge(scene, attempt, seen)

    for plan in samples:
        holds = example(plan=plan)(holds)
    holds()
    return seen


@pytest.mark.parametrize("subject", SUBJECTS)
def test_allowed_exactly_where_the_table_says(subject: str, sqlite_book: Book) -> None:
    seen = hold(sqlite_book, SUBJECTS[subject], COMMUNITIES, SAMPLES)
    ways = {way for way, _ in seen}
    guarded = {way for way in ways if not WAYS[way].startswith(ANYBODY)}
    assert seen.lacking(ways, worked=True) == set()
    assert seen.lacking(guarded, worked=False) == set()


def test_what_names_nothing_does_nothing(sqlite_book: Book) -> None:
    hold(sqlite_book, (nonsense,), 3)


def test_on_postgresql_too(postgres_book: Book) -> None:
    hold(postgres_book, EVERYTHING, 2)
