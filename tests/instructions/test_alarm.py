"""When the operators hear that the bot itself is late: a rule over what is and what they know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.instructions.alarm import AGAIN, Alarm, Decision, Lag, Trouble, decide

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=3)
INBOX, ASIDE = Trouble.INBOX, Trouble.ASIDE
NOTHING = Decision()


def lag(**ago: float) -> Lag:
    return Lag(3, NOW - timedelta(**ago))


def alarm(**ago: float) -> Alarm:
    return Alarm(LONG_AGO, NOW - timedelta(**ago))


@pytest.mark.parametrize(
    ("late", "begins"),
    [({"minutes": 4, "seconds": 59}, False), ({"minutes": 5}, True), ({"days": 2}, True)],
)
def test_it_begins_after_five_minutes(late: dict[str, float], begins: bool) -> None:
    found = decide({INBOX: lag(**late)}, {}, LONG_AGO, NOW)
    assert found == (Decision(begun=frozenset({INBOX})) if begins else NOTHING)


def test_what_fell_due_while_we_were_away_gets_five_minutes_of_ours() -> None:
    lags = {INBOX: lag(hours=5)}
    assert decide(lags, {}, NOW - timedelta(minutes=4), NOW) == NOTHING
    assert decide(lags, {}, NOW - timedelta(minutes=5), NOW).begun == {INBOX}


def test_it_is_told_once_and_again_after_hours() -> None:
    lags = {INBOX: lag(hours=7)}
    assert decide(lags, {INBOX: alarm(minutes=1)}, LONG_AGO, NOW) == NOTHING
    assert decide(lags, {INBOX: Alarm(LONG_AGO, NOW - AGAIN)}, LONG_AGO, NOW).again == {INBOX}


def test_each_trouble_begins_for_itself() -> None:
    lags = {INBOX: lag(minutes=9), Trouble.CHASES: lag(minutes=6), Trouble.URGENT: lag(minutes=2)}
    found = decide(lags, {INBOX: alarm(minutes=4)}, LONG_AGO, NOW)
    assert found == Decision(begun=frozenset({Trouble.CHASES}))


def test_it_is_over_when_all_but_the_newest_is_done() -> None:
    known = {INBOX: alarm(hours=1)}
    assert decide({}, known, LONG_AGO, NOW).over == {INBOX}
    assert decide({INBOX: lag(seconds=59)}, known, LONG_AGO, NOW).over == {INBOX}
    assert decide({INBOX: lag(seconds=60)}, known, LONG_AGO, NOW) == NOTHING
    assert decide({INBOX: lag(minutes=3)}, known, LONG_AGO, NOW) == NOTHING


def test_after_a_start_it_is_over_at_once_but_not_begun() -> None:
    lags = {Trouble.CHASES: lag(hours=2)}
    assert decide(lags, {INBOX: alarm(hours=1)}, NOW, NOW) == Decision(over=frozenset({INBOX}))


def test_what_was_set_aside_is_never_over_and_only_more_of_it_is_news() -> None:
    known = {ASIDE: alarm(hours=7)}
    assert decide({}, known, LONG_AGO, NOW) == NOTHING
    assert decide({ASIDE: lag(minutes=5)}, known, LONG_AGO, NOW).again == {ASIDE}
    assert decide({ASIDE: lag(minutes=5)}, {ASIDE: alarm(hours=1)}, LONG_AGO, NOW) == NOTHING
