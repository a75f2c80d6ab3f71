"""The town the stories happen in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.stories.town import Town

PEOPLE = (
    "幸福社区,,,督导,周明",
    "幸福社区,,,专员,李敏",
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强",
    "幸福社区,幸福里,5栋,楼长,赵敏",
    "幸福社区,和平苑,,书记,孙丽",
    "幸福社区,和平苑,1栋,楼长,周杰",
    "幸福社区,和平苑,2栋,楼长,吴静",
)
EVERYBODY = ("周明", "李敏", "陈刚", "王芳", "李强", "赵敏", "孙丽", "周杰", "吴静")


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """Two branches of three and two buildings; everybody is linked; no groups yet."""
    found = await Town.open(tmp_path, database_url)
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    yield found
    await found.close()
