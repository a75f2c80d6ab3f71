"""A file is read in a process that may die of it; ours goes on."""

from __future__ import annotations

import asyncio
import io
import zipfile

import pytest

from bot import child
from bot.errors import Refused
from bot.roster.care import EVERYTHING
from bot.roster.model import Roster
from bot.roster.proposed import difference_of, shown_of
from bot.sheets import apart
from bot.sheets.apart import compared_apart
from bot.sheets.worker import ReadingJob, compared
from tests.store.test_roster import TIERS

LIST = "社区,小区,楼栋,职务,姓名,手机\n幸福社区,幸福里,3栋,楼长,王芳,12\n,,4栋,楼长,刘洋,\n"


def work(data: bytes | str) -> ReadingJob:
    content = data.encode() if isinstance(data, str) else data
    return ReadingJob(content, "名册.csv", Roster({}, {}, {}, {}), TIERS, EVERYTHING, {})


async def test_what_is_compared_apart_is_the_same() -> None:
    here, there = compared(work(LIST)), await compared_apart(work(LIST))
    assert there == here
    assert difference_of(there).mends[0].reason == "phone_unusable"
    assert shown_of(there) == shown_of(here)
    assert shown_of(there).told[0].row == 2


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 80_000_000)
    return buffer.getvalue()


async def test_a_refusal_comes_back_with_its_facts() -> None:
    with pytest.raises(Refused, match="sheet_inflates") as refused:
        await compared_apart(work(_bomb()))
    assert refused.value.facts == {"limit_mb": 64}


async def test_a_reader_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(Refused, match="sheet_too_heavy"):
        await compared_apart(work(LIST))


async def test_a_reader_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    real = asyncio.create_subprocess_exec

    async def hang(*_words: str, **how: object) -> asyncio.subprocess.Process:
        return await real("sleep", "60", stdin=how["stdin"], stdout=how["stdout"])  # type: ignore[arg-type]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", hang)
    monkeypatch.setattr(apart, "_PATIENCE", 0.2)
    with pytest.raises(Refused, match="sheet_too_heavy"):
        await compared_apart(work(LIST))


async def test_it_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRIDCALL_TELEGRAM__TOKEN", "1:hush")
    assert not any("hush" in value for value in child._environment().values())
