"""Blanks of a template: {地点} in its text, asked for when it is used."""

from __future__ import annotations

import re

_BLANK = re.compile(r"[{｛]([^{}｛｝\n]{1,20})[}｝]")


def blanks_in(text: str) -> list[str]:
    """The names of the blanks in a text, each once, in order."""
    return list(dict.fromkeys(name.strip() for name in _BLANK.findall(text) if name.strip()))


def filled(text: str, name: str, words: str) -> str:
    """The text with one blank filled in wherever it stands."""
    return _BLANK.sub(lambda found: words if found[1].strip() == name else found[0], text)
