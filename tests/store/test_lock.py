"""Two processes never write to one database."""

from __future__ import annotations

import pytest

from bot.errors import Refused
from bot.store.lock import locked


def test_one_at_a_time(database_url: str) -> None:
    with (
        locked(database_url),
        pytest.raises(Refused, match="database_in_use"),
        locked(database_url),
    ):
        pass
    with locked(database_url):
        pass


def test_the_lock_goes_with_an_error(database_url: str) -> None:
    with pytest.raises(ValueError, match="broken"), locked(database_url):
        raise ValueError("broken")
    with locked(database_url):
        pass
