"""Times and durations in words, by the installation's wall clock; the day only where needed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.texts import Translator


def clock_time(at: datetime, now: datetime, zone: ZoneInfo, t: Translator) -> str:
    """17:40 today, 明天 09:00 tomorrow, otherwise with the date."""
    wall, today = at.astimezone(zone), now.astimezone(zone).date()
    time = f"{wall:%H:%M}"
    if wall.date() == today:
        return time
    if wall.date() == today + timedelta(days=1):
        return t("tomorrow {time}", time=time)
    if wall.date() == today - timedelta(days=1):
        return t("yesterday {time}", time=time)
    return t("{month}/{day} {time}", month=wall.month, day=wall.day, time=time)


def day_name(day: date, today: date, t: Translator) -> str:
    """今天, 明天, 周日 within a week, otherwise the date."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return t("tomorrow") if ahead else t("today")
    return t("{month}/{day}", month=day.month, day=day.day)


def duration(span: timedelta, t: Translator) -> str:
    """38 分钟, 2 小时 5 分钟, 3 天; seconds only below a minute."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return t.n("{n} second", "{n} seconds", max(seconds, 0))
    minutes = seconds // 60
    if minutes < 60:
        return t.n("{n} minute", "{n} minutes", minutes)
    if minutes < 48 * 60:
        hours = t.n("{n} hour", "{n} hours", minutes // 60)
        rest = t.n("{n} minute", "{n} minutes", minutes % 60) if minutes % 60 else ""
        return f"{hours} {rest}".rstrip()
    return t.n("{n} day", "{n} days", minutes // 1440)


def roughly(span: timedelta, t: Translator) -> str:
    """38 分钟, 9 小时, 3 天: the nearest of the unit one would say."""
    minutes = round(span / timedelta(minutes=1))
    if minutes < 60:
        return t.n("{n} minute", "{n} minutes", max(minutes, 1))
    hours = round(span / timedelta(hours=1))
    if hours < 48:
        return t.n("{n} hour", "{n} hours", hours)
    return t.n("{n} day", "{n} days", round(span / timedelta(days=1)))


def days_ago(at: datetime, now: datetime, t: Translator) -> str:
    """今天, 12 天前."""
    days = (now - at).days
    return t.n("{n} d ago", "{n} d ago", days) if days > 0 else t("today")
