"""The view of the summary of a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat.digests.weekly import IssuingPost, WeeklyView
from bot.instructions.weekly import AskedCounts, Vacancies, Week, WeekFigures, week_before
from bot.messages.looking import WeeklyArgs
from bot.store.delivery.outbox import BotMessage
from bot.store.digests import weekly
from bot.store.digests.weekly import IssuerAsked
from bot.store.house import house
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.tx import Tx, instant
from bot.usecases import named
from bot.usecases.digests.digest_view import digest_parts, issuing_seats


def weekly_view(tx: Tx, message: BotMessage, now: datetime) -> WeeklyView | None:
    """The week before; None where there is nothing to tell, or nothing in its reader's care."""
    mine = digest_parts(issuing_seats(tx, message.member_id or 0))
    if not mine:
        return None
    zone = house.zone(tx)
    week = week_before(instant(message.args_as(WeeklyArgs).due), zone)
    asked = [each for part in mine for each in weekly.asked_in_week(tx, part, week)]
    figures = _figures(tx, mine, asked, week, now)
    if not figures.worth_telling and message.telegram_id is None:
        return None
    return WeeklyView(week, zone, figures, _by_post(tx, asked))


def _figures(
    tx: Tx, mine: Sequence[Part], asked: Sequence[IssuerAsked], week: Week, now: datetime
) -> WeekFigures:
    """All figures of somebody's parts of the tree."""
    times = [each for part in mine for each in weekly.branch_times(tx, part, week)]
    found = [weekly.vacancies_in(tx, part, week, now) for part in mine]
    return WeekFigures(
        total=sum((each.counts for each in asked), AskedCounts()),
        branches=sorted(times, key=lambda each: each.median, reverse=True),
        vacancies=_together(found),
        unasked=sum(weekly.unasked_in_week(tx, part, week) for part in mine),
    )


def _together(found: Sequence[Vacancies]) -> Vacancies:
    longest: list[timedelta] = [each.longest for each in found if each.longest is not None]
    return Vacancies(
        [span for each in found for span in each.filled],
        sum(each.empty for each in found),
        max(longest, default=None),
    )


def _by_post(tx: Tx, asked: Sequence[IssuerAsked]) -> list[IssuingPost]:
    """By the posts that issued, never by who holds them; the one that asked most first."""
    found: dict[IssuingPost, AskedCounts] = {}
    for each in asked:
        who, unit = named.issuer(tx, each.issuer_id), people.unit(tx, each.unit_id)
        post = IssuingPost(unit.name, who.kind, who.height, who.title)
        found[post] = found.get(post, AskedCounts()) + each.counts
    posts = [post.with_counts(counts) for post, counts in found.items()]
    return sorted(posts, key=lambda each: -each.counts.asked)
