"""Rich messages of Bot API 10.1: blocks as HTML, in the few tags that we use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

RICH_LIMIT = 32_000
"""Characters that we put into one at most."""


def whole_rich(*parts: str) -> str:
    """A rich message of these parts; "" where it would be too long for one."""
    found = "".join(parts)
    return found if len(found) <= RICH_LIMIT else ""


def rich_heading(said: str) -> str:
    """A heading of a message."""
    return f"<h4>{escape(said)}</h4>"


def paragraphs(said: Iterable[str | None]) -> str:
    """Each line as a paragraph; empty ones are left out."""
    return "".join(f"<p>{escape(each)}</p>" for text in said if text for each in text.split("\n"))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a heading."""
    top = "".join(f"<th>{escape(each)}</th>" for each in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(each)}</td>" for each in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{top}</tr>{body}</table>"


def details(summary: str, said: Iterable[str | None]) -> str:
    """A line that unfolds."""
    return f"<details><summary>{escape(summary)}</summary>{paragraphs(said)}</details>"
