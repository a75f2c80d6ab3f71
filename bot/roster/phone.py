"""Phone numbers: one form to keep, one to show."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

from bot.errors import Refused

REGION = "CN"
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_FILLING = re.compile(r"[\s\-‐-―－.()（）·_]+|\.0+$")
_ROUNDED = re.compile(r"(\d(?:\.\d+)?)e\+?(\d+)")
_SEVERAL = re.compile(r"[/,;、，；|／]|或|\s{2,}")


@lru_cache(65536)
def normalise(text: str, region: str = REGION) -> str | None:
    """The number in E.164, None for a blank; mobile and fixed lines alike.

    Raises Refused: `phone_unreadable`, `phone_rounded` (1.38E+10), `two_phones`.
    """
    compact = re.sub(r"\.0+$", "", unicode_digits(text).strip())
    mobile = _MOBILE.fullmatch(_FILLING.sub("", compact))
    if mobile and region == REGION:
        return f"+86{mobile[1]}"
    return _international(_exact(compact), region) if compact else None


def mask(phone: str) -> str:
    """What may be shown of a number: +8613812345678 → 138****5678."""
    national = _national(phone)
    if len(national) < 7:
        return "****"
    shown = (3, 4) if len(national) >= 11 else (2, 2)
    return f"{national[: shown[0]]}****{national[-shown[1] :]}"


def written(phone: str) -> str:
    """The number as a sheet holds it: a Chinese mobile without its country code."""
    mobile = _MOBILE.fullmatch(phone)
    return mobile[1] if mobile else phone


def unicode_digits(text: str) -> str:
    """Full-width and other digits and signs as plain ones."""
    return "".join(str(int(char)) if char.isdecimal() else _SIGNS.get(char, char) for char in text)


_SIGNS = {"＋": "+", "Ｅ": "e", "ｅ": "e", "E": "e", "．": "."}


def _exact(text: str) -> str:
    found = _ROUNDED.fullmatch(text)
    if found is None:
        return text
    number = found[1].replace(".", "")
    if len(number) <= int(found[2]) // 2 + 1:
        raise Refused("phone_rounded")
    return number.ljust(int(found[2]) + 1, "0")


def _international(text: str, region: str) -> str:
    try:
        found = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise Refused(_why(text)) from error
    if not _acceptable(found, text):
        raise Refused(_why(text))
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def _acceptable(found: phonenumbers.PhoneNumber, text: str) -> bool:
    if found.extension or any(char.isalpha() for char in text):
        return False
    if text.startswith("+"):
        return bool(phonenumbers.is_possible_number(found))
    return bool(phonenumbers.is_valid_number(found))


def _why(text: str) -> str:
    return "two_phones" if _SEVERAL.search(text) else "phone_unreadable"


def _national(phone: str) -> str:
    try:
        return phonenumbers.national_significant_number(phonenumbers.parse(phone, None))
    except phonenumbers.NumberParseException:
        return "".join(char for char in phone if char.isdigit())
