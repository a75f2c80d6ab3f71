"""Formats of durations, times of day and tokens, and the base class of sections."""

import re
from datetime import time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict

from bot.config.refusal import WrongValue
from bot.errors import N_

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


def read_duration(value: object) -> timedelta:
    """Parse `5s`, `30m`, `2h` or `365d`."""
    if isinstance(value, timedelta):
        return value
    match = re.fullmatch(r"([0-9]{1,6})([smhd])", value.strip()) if isinstance(value, str) else None
    if match is None:
        raise WrongValue(N_('must be a duration such as "5s", "30m", "2h" or "365d"'))
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def time_of_day(value: object) -> time:
    """Parse `08:30`, or take a TOML local time."""
    if isinstance(value, time):
        return value
    if isinstance(value, str) and re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", value.strip()):
        hour, minute = value.split(":")
        return time(int(hour), int(minute))
    raise WrongValue(N_('must be a time of day such as "08:30"'))


def token(value: str) -> str:
    """The trimmed token; the error for a malformed one does not repeat it."""
    if not _TOKEN.fullmatch(value.strip()):
        raise WrongValue(N_("does not look like a bot token (digits, a colon, letters and digits)"))
    return value.strip()


_MACHINES = {
    777000: N_("this is Telegram itself; please name the operator's own account"),
    1087968824: N_(
        "this stands for all anonymous administrators; please name the operator's own account"
    ),
    136817688: N_("this stands for all channels; please name the operator's own account"),
}


def operator(value: int) -> int:
    """A personal account's id; Telegram's own accounts stand for many people and are refused."""
    if value in _MACHINES:
        raise WrongValue(_MACHINES[value])
    return value


def lower(value: object) -> object:
    """A word in lower case: DEBUG is debug."""
    return value.lower() if isinstance(value, str) else value


def read_zone(value: object) -> ZoneInfo:
    """Parse a name of the time zone database."""
    try:
        return value if isinstance(value, ZoneInfo) else ZoneInfo(str(value))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise WrongValue(N_('must be a time zone such as "Asia/Shanghai"')) from None


Duration = Annotated[timedelta, BeforeValidator(read_duration)]
TimeOfDay = Annotated[time, BeforeValidator(time_of_day)]


class SettingsSection(BaseModel):
    """An immutable section that rejects unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
