"""Emergency numbers where life is in danger: the bot is no emergency service."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.texts import Translator

NUMBERS: Mapping[str, tuple[str, ...]] = {
    "CN": ("119", "120"),
    "TW": ("119",),
    "HK": ("999",),
    "MO": ("999",),
    "SG": ("995",),
    "MY": ("999",),
    "JP": ("119",),
    "KR": ("119",),
    "US": ("911",),
    "CA": ("911",),
    "GB": ("999",),
    "AU": ("000",),
}
"""Fire brigade and ambulance by region."""
ELSEWHERE = ("112",)
"""Mobile phones reach the emergency service by it in most other regions."""


def emergency_line(region: str, t: Translator) -> str:
    """The line before the answer."""
    numbers = t(", ").join(NUMBERS.get(region, ELSEWHERE))
    return t("If life is at stake, please call {numbers} first!", numbers=numbers)
