"""What messages of the subject forms carry."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.args import Args


@dataclass(frozen=True, kw_only=True)
class FormArgs(Args, kind="form"):
    """A form being filled in, in private; the subject is the filling."""
