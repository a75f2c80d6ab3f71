"""The summary of a week, the verdict first; no person is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.outgoing import Outgoing
from bot.chat.rich import details, paragraphs, rich_heading, table, whole_rich
from bot.chat.text import bold, lines, shorten
from bot.chat.texts import Translator
from bot.chat.times import duration
from bot.instructions.weekly import AskedCounts, BranchTime, Week, WeekFigures, WeekVerdict, verdict
from bot.roster.model import PostKind
from bot.roster.posts import shown_word

_LIMIT = 4096
_SLOWEST = 5
_POSTS = 5
_IN_TABLE = 30
_NAME = 24


@dataclass(frozen=True, slots=True)
class IssuingPost:
    """A post that issued, by its unit and what it is called; `counts`: what it asked for."""

    unit: str
    kind: PostKind | None
    height: int = 0
    title: str | None = None
    counts: AskedCounts = field(default_factory=AskedCounts)

    def with_counts(self, counts: AskedCounts) -> IssuingPost:
        """The same post with these counts."""
        return replace(self, counts=counts)


@dataclass(frozen=True, slots=True)
class WeeklyView:
    """The figures of a week for one reader."""

    week: Week
    zone: ZoneInfo
    figures: WeekFigures
    posts: Sequence[IssuingPost]


def render_weekly(view: WeeklyView, t: Translator) -> Outgoing:
    """A few short lines."""
    found = view.figures
    text = lines(
        bold(_heading(view, t)),
        _verdict(found.total, t),
        _times(found.branches, t),
        _pushed(found.total, t),
        *(_post(each, t) for each in view.posts[:_POSTS]),
        _unasked(found, t),
        *_vacancies(found, t),
    ).shortened(_LIMIT)
    return Outgoing(text=text.plain, entities=text.entities, rich=_rich(view, t))


def _rich(view: WeeklyView, t: Translator) -> str:
    """The same with the times of branches in a table, and who asked for how much folded away."""
    found = view.figures
    times = [(shorten(each.name, _NAME), duration(each.median, t)) for each in found.branches]
    asked = [_post(each, t) for each in view.posts[:_POSTS]]
    return whole_rich(
        rich_heading(_heading(view, t)),
        paragraphs([_verdict(found.total, t)]),
        table((t("Unit"), t("Median time to answer")), times[:_IN_TABLE]) if times else "",
        paragraphs([_pushed(found.total, t)]),
        details(t("How many answers were asked for"), asked) if asked else "",
        paragraphs([_unasked(found, t), *_vacancies(found, t)]),
    )


def _heading(view: WeeklyView, t: Translator) -> str:
    last = view.week.until - timedelta(days=1)
    days = [_day(each, view.zone, t) for each in (view.week.since, last)]
    return t("Last week, {first} – {last}", first=days[0], last=days[1])


def _day(at: datetime, zone: ZoneInfo, t: Translator) -> str:
    day: date = at.astimezone(zone).date()
    return t("{month}/{day}", month=day.month, day=day.day)


def _verdict(found: AskedCounts, t: Translator) -> str:
    facts = {"asked": found.asked, "answered": found.answered}
    match verdict(found):
        case WeekVerdict.QUIET:
            return t("Nobody was asked for an answer.")
        case WeekVerdict.SMOOTH:
            return t("It went smoothly: {answered} of {asked} answers came.", **facts)
        case WeekVerdict.REMINDED:
            return t("Many needed a reminder: {answered} of {asked} answers came.", **facts)
        case WeekVerdict.MISSING:
            lacking = found.asked - found.answered
            return t("{lacking} answers are missing: {answered} of {asked} came.",
                     lacking=lacking, **facts)  # fmt: skip


def _times(branches: Sequence[BranchTime], t: Translator) -> str | None:
    """The slowest first; of the rest only that none was slower."""
    if not branches:
        return None
    shown = t(", ").join(
        t("{name} {span}", name=shorten(each.name, _NAME), span=duration(each.median, t))
        for each in branches[:_SLOWEST]
    )
    rest = branches[_SLOWEST:]
    if rest:
        shown += t.n("; {n} more within {span}", "; {n} more within {span}", len(rest),
                     span=duration(rest[0].median, t))  # fmt: skip
    return t("Median time to answer: {shown}", shown=shown)


def _pushed(found: AskedCounts, t: Translator) -> str | None:
    if not found.asked:
        return None
    return t("{reminded} had to be reminded, {phoned} were answered for after a call.",
             reminded=found.reminded, phoned=found.phoned)  # fmt: skip


def _post(found: IssuingPost, t: Translator) -> str:
    who = found.unit
    if found.kind is not None:
        post = shown_word(found.title, found.kind, found.height, t.language)
        who = t("{unit} {post}", unit=found.unit, post=post)
    return t("{who} asked for {asked} answers; {needed} were still needed after the first card.",
             who=who, asked=found.counts.asked, needed=found.counts.needed)  # fmt: skip


def _unasked(found: WeekFigures, t: Translator) -> str | None:
    if not found.unasked:
        return None
    return t.n("{n} question was not asked: the answer was known.",
               "{n} questions were not asked: the answers were known.", found.unasked)  # fmt: skip


def _vacancies(found: WeekFigures, t: Translator) -> list[str]:
    vacancies, said = found.vacancies, []
    if vacancies.stayed is not None:
        said.append(
            t.n("{n} post was filled, empty for {span}.",
                "{n} posts were filled, empty for {span} (median).",
                len(vacancies.filled), span=duration(vacancies.stayed, t))
        )  # fmt: skip
    if vacancies.longest is not None:
        said.append(
            t.n("{n} post is empty, for {span}.", "{n} posts are empty, the longest for {span}.",
                vacancies.empty, span=duration(vacancies.longest, t))
        )  # fmt: skip
    return said
