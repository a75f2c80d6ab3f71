"""Phone numbers: E.164 to store, masked to show."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

from bot.errors import GridcallError

REGION = "CN"
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_FILLING = re.compile(r"[\s\-‐-―－.()（）·_]+|\.0+$")
_ROUNDED = re.compile(r"(\d(?:\.\d+)?)e\+?(\d+)")


class NoNumberError(GridcallError):
    """The text is no phone number; `rounded`: it was one before a spreadsheet rounded it."""

    def __init__(self, *, rounded: bool = False) -> None:
        super().__init__("the number was rounded" if rounded else "not a phone number")
        self.rounded = rounded


@lru_cache(65536)
def normalise(text: str, region: str = REGION) -> str | None:
    """A mobile or fixed-line number in E.164, None for a blank.

    Raises NoNumberError, with `rounded` for 1.38E+10 and the like.
    """
    compact = re.sub(r"\.0+$", "", unicode_digits(text).strip())
    mobile = _MOBILE.fullmatch(_FILLING.sub("", compact))
    if mobile and region == REGION:
        return f"+86{mobile[1]}"
    return _international(_exact(compact), region) if compact else None


def mask(phone: str) -> str:
    """The masked form: +8613812345678 → 138****5678."""
    digits = national(phone)
    if len(digits) < 7:
        return "****"
    shown = (3, 4) if len(digits) >= 11 else (2, 2)
    return f"{digits[: shown[0]]}****{digits[-shown[1] :]}"


@lru_cache(65536)
def written_phone(phone: str, region: str = REGION) -> str:
    """The number as written in that region: without the country code if it is the region's own."""
    mobile = _MOBILE.fullmatch(phone)
    if region == REGION:
        return mobile[1] if mobile else phone
    try:
        found = phonenumbers.parse(phone, None)
        short = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.NATIONAL)
        return short if normalise(short, region) == phone else phone
    except (phonenumbers.NumberParseException, NoNumberError):
        return phone


@lru_cache(65536)
def is_landline(phone: str) -> bool:
    """Whether a number is a fixed line, on which nobody has Telegram."""
    if _MOBILE.fullmatch(phone):
        return False
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(phone, None))
    except phonenumbers.NumberParseException:
        return False
    return bool(kind == phonenumbers.PhoneNumberType.FIXED_LINE)


def unicode_digits(text: str) -> str:
    """Replace full-width and other digits and signs by ASCII."""
    return "".join(str(int(char)) if char.isdecimal() else _SIGNS.get(char, char) for char in text)


_SIGNS = {"＋": "+", "Ｅ": "e", "ｅ": "e", "E": "e", "．": "."}


def _exact(text: str) -> str:
    found = _ROUNDED.fullmatch(text)
    if found is None:
        return text
    number = found[1].replace(".", "")
    if len(number) <= int(found[2]) // 2 + 1:
        raise NoNumberError(rounded=True)
    return number.ljust(int(found[2]) + 1, "0")


def _international(text: str, region: str) -> str:
    try:
        found = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise NoNumberError from error
    if not _acceptable(found, text):
        raise NoNumberError
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def _acceptable(found: phonenumbers.PhoneNumber, text: str) -> bool:
    if found.extension or any(char.isalpha() for char in text):
        return False
    if text.startswith("+"):
        return bool(phonenumbers.is_possible_number(found))
    return bool(phonenumbers.is_valid_number(found))


def national(phone: str) -> str:
    """The digits without the country code: +8613812345678 → 13812345678."""
    try:
        return phonenumbers.national_significant_number(phonenumbers.parse(phone, None))
    except phonenumbers.NumberParseException:
        return "".join(char for char in phone if char.isdigit())


def dialled(phone: str) -> str:
    """The number in groups as Telegram makes it a link: +86 138 0013 8000."""
    try:
        found = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
