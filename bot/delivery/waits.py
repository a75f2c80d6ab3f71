"""How long machines are waited for, and spared: real seconds, which no test moves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds by a steady clock; tests make them short."""

    answer: float = 10.0
    """An answer that takes longer is lost."""
    upload: float = 60.0
    """The same where a file goes along, or comes."""
    poll: float = 30.0
    """Telegram holds a poll back for so long where there is nothing new."""
    again: float = 5.0
    """A chat is left alone where nobody knows whether something arrived there."""
    pause: float = 1.0
    """Telegram is left alone while it cannot be reached; twice as long each time,"""
    longest_pause: float = 30.0
    """up to this."""
    conflict: float = 5.0
    """Before updates are asked for again that another program has fetched."""
    drain: float = 5.0
    """What is under way when we are told to stop may take so long to end."""
    retries: tuple[float, ...] = (0.1, 0.5, 2.0, 5.0)
    """Before an update that failed is tried again; after the last it is set aside."""
    database: float = 1.0
    """Before a database that was out of reach is asked again."""


USUAL = Waits()
