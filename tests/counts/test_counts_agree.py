"""Random trees, random courses: after every step all screens are held against a naive count."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.counts.happening import ACTS, Act, send, written
from tests.counts.naive import Naive
from tests.counts.screens import agree, line
from tests.permissions.book import Book
from tests.permissions.conftest import postgres_book, sqlite_book  # noqa: F401 - fixtures
from tests.permissions.plan import Plan, plans
from tests.permissions.sample import SAMPLES
from tests.permissions.scene import Scene

STEPS = 6


@dataclass(frozen=True)
class Course:
    """What happens: drawn by lot, so that each step is as likely as the next."""

    urgent: bool
    informing: bool
    steps: tuple[tuple[Act, int], ...]


@st.composite
def courses(draw: st.DrawFn) -> Course:
    lots = draw(st.randoms(use_true_random=True))
    steps = tuple((lots.choice(ACTS), lots.randrange(100)) for _ in range(STEPS))
    return Course(lots.random() < 0.35, lots.random() < 0.15, steps)


PLANS = st.one_of(plans(), st.sampled_from(SAMPLES), st.sampled_from(SAMPLES))

drawn = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def hold(book: Book, examples: int) -> None:
    @settings(drawn, max_examples=examples)
    @given(plan=PLANS, course=courses())
    def holds(plan: Plan, course: Course) -> None:
        with book.open():
            unfolds(Scene(book, plan), course)

    holds()


def unfolds(scene: Scene, course: Course) -> None:
    """An instruction is sent, and then the course is run; all agree after every step."""
    _issued(scene, course.urgent, course.informing)
    for act, lot in course.steps:
        act(scene, lot)
        agree(scene)


def _issued(scene: Scene, urgent: bool, informing: bool) -> None:
    """What the preview promises is what there is right after it was sent."""
    draft = written(scene, urgent=urgent, informing=informing)
    (message,) = scene.counter.messages(f"kind = 'preview' AND subject_id = {draft}")
    shown = scene.counter.rendered(message)
    send(scene, draft)
    naive = Naive(scene.book, draft)
    if not naive.targets:
        return
    text = (shown.text if shown else "") or ""
    whole = naive.count(naive.targets)
    assert sorted(re.findall(r"\d+ [^\s·]+", _to(text))) == sorted(whole.words().split(" + "))
    vacant = naive.count(naive.targets, naive.vacant)
    assert line(text, "(?:^|｜)空缺 ([^｜，]+)") == [vacant.words()] * bool(vacant.total), text
    agree(scene)


def _to(text: str) -> str:
    (found,) = line(text, "^发给 (.+?) · ")
    return found


@pytest.mark.timeout(600)
def test_all_screens_say_the_same(sqlite_book: Book) -> None:  # noqa: F811
    hold(sqlite_book, 12)


@pytest.mark.timeout(600)
def test_on_postgresql_too(postgres_book: Book) -> None:  # noqa: F811
    hold(postgres_book, 1)
