"""The bot of today on what the first version left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.stories.town import Town
from tests.upgrades.left import Left, reopened


@pytest.fixture
def left() -> Left:
    return Left.read()


@pytest.fixture
def url(left: Left, empty_url: str, tmp_path: Path) -> str:
    left.put(empty_url, tmp_path / "left.sqlite")
    return empty_url


@pytest_asyncio.fixture
async def town(left: Left, tmp_path: Path, url: str) -> AsyncIterator[Town]:
    found = await reopened(left, tmp_path, url)
    await found.settle()
    yield found
    await found.close()
