"""The house every drawn community lives in: tiers, ladders that are quick, accounts and names."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.instructions.house import House
from bot.instructions.model import EscalationPolicy, Rung, Step, Urgency
from bot.instructions.quiet import QuietHours
from bot.roster.model import Tier
from tests.permissions.plan import HEIGHTS, KNOWN_OPERATOR, OPERATOR, STRANGER
from tests.permissions.who_may import Place

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""A Monday, nine o'clock in Shanghai."""

ACCOUNTS = {OPERATOR: 77, KNOWN_OPERATOR: 78, STRANGER: 66}
LOOSE = -900
"""A group nobody has bound."""

CLAIMANT, CALLER = 501, 502
"""Two who wait to be linked: one says a name, the other shared a number."""

STRANGERS_PHONE = "+8613700000001"

_STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏"
_ENDINGS = dict(zip(HEIGHTS, "楼苑社区", strict=True))
_ZONE = ZoneInfo("Asia/Shanghai")
_MINUTES = {
    Rung.HOLDER: 10,
    Rung.DEPUTIES: 12,
    Rung.PARENT: 20,
    Rung.LIAISON: 25,
    Rung.SUPERVISOR: 28,
}


def phone(person: int) -> str:
    """The number the roster has of somebody."""
    return f"+861390000{1000 + person}"


def name(person: int) -> str:
    """A person's name."""
    return f"{_SURNAMES[person]}某"


def place_name(place: Place) -> str:
    """A unit's name."""
    return f"{_STEMS[place.number]}{_ENDINGS[HEIGHTS[place.height]]}"


def house(top: int, operators: frozenset[int]) -> House:
    """The rules of a community whose tree is so high."""
    tiers = tuple(Tier(code, _ENDINGS[code]) for code in reversed(HEIGHTS))
    ladders = {
        Urgency.ROUTINE: _policy(QuietHours(time(22), time(7), _ZONE)),
        Urgency.URGENT: _policy(None),
    }
    return House(tiers[-top - 1 :], ladders, timedelta(seconds=20), _ZONE, operators)


def _policy(quiet: QuietHours | None) -> EscalationPolicy:
    steps = tuple(Step(timedelta(minutes=after), rung) for rung, after in _MINUTES.items())
    return EscalationPolicy(steps, timedelta(minutes=45), timedelta(minutes=1), quiet)
