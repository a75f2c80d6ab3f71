"""A branch's plan and outlines: set by whoever may bind groups, drawn with the board's states."""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from PIL import Image

from bot.chat.board.drawing import IN_PAGE, draw_board
from bot.chat.board.values import BoardMap, BoardView
from bot.chat.texts import translator
from bot.errors import Refused
from bot.instructions.board import Cell, CellState
from bot.paper.apart import MOST_SENT, picture_made_anew
from bot.roster.geojson import read_geojson
from bot.roster.model import Unit
from bot.usecases.plans.outlining import set_outlines
from bot.web.board.uploads import parts_of_form
from bot.web.board.visiting import Forged
from tests.engines import on_sqlite
from tests.outlines import SQUARE, written
from tests.stories.town import Town, newest
from tests.web.board import WATER, Browser, board_town


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    async with board_town(tmp_path, database_url) as found:
        await found.issues("李敏", WATER, "紧急")
        await found.presses("王芳", "收到")
        yield found


@pytest_asyncio.fixture
async def browser(town: Town) -> AsyncIterator[Browser]:
    found = Browser(town)
    yield found
    await found.close()


def picture(form: str = "JPEG", size: tuple[int, int] = (800, 600)) -> bytes:
    """A picture that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (31.0, 14.0, 5.0)
    written = BytesIO()
    Image.new("RGB", size, "#ddeedd").save(written, form, exif=exif)
    return written.getvalue()


async def unit_codes(town: Town) -> dict[str, str]:
    rows = await town.rows("units_of_map")
    return {f"{row['upper'] or ''}{row['name']}": row["code"] for row in rows}


async def upload(browser: Browser, path: str, content: bytes) -> Any:
    csrf = re.search(r'name="csrf" value="(\w+)"', browser.page.text)
    assert csrf
    browser.page = await browser.client.post(
        path, data={"csrf": csrf[1], "do": "upload"}, files={"file": ("a.jpg", content)},
        follow_redirects=True,
    )  # fmt: skip
    return browser.page


async def test_a_plan_is_uploaded_tapped_on_and_drawn(town: Town, browser: Browser) -> None:
    codes = await unit_codes(town)
    branch = codes["幸福社区幸福里"]
    await browser.signs_in("陈刚")
    await browser.get(f"/u/{branch}")
    assert f'href="/u/{branch}/map"' in browser.page.text
    await browser.get(f"/u/{branch}/map")
    await upload(browser, f"/u/{branch}/map", picture())
    assert "平面图放好了" in browser.text
    kept = await browser.client.get(f"/u/{branch}/plan")
    assert kept.headers["content-type"] == "image/jpeg"
    assert b"SecretCamera" not in kept.content
    assert b"Exif" not in kept.content
    assert Image.open(BytesIO(kept.content)).size == (800, 600)
    units = dict(re.findall(r'name="unit" value="(\d+)"[^>]*> ([^<]+)<', browser.page.text))
    ids = {name.strip(): number for number, name in units.items()}
    where = re.search(r'name="w" value="(\d+)"><input type="hidden" name="h" value="(\d+)"',
                      browser.page.text)  # fmt: skip
    assert where
    tap = {"w": where[1], "h": where[2], "at.x": "170", "at.y": "51"}
    await browser.send(f"/u/{branch}/map", unit=ids["3 栋"], **tap)
    assert "3 栋放好了" in browser.text
    await browser.send(f"/u/{branch}/map", unit=ids["4 栋"], do="put", right="10", down="90")
    rows = await town.rows("unit_spots", plan_id=await unit_id(town, branch))
    assert sorted((r["x"], r["y"]) for r in rows) == [(1000, 9000), (5000, 2000)]
    await browser.get(f"/i/1/{branch}")
    drawn = browser.page.text.partition('class="b-map"')[2].partition("<defs>")[0]
    assert f'<image href="/u/{quote(branch)}/plan?v=' in drawn
    spots = re.findall(r'href="([^"]+)" class="spot" aria-label="([^"]+)"', drawn)
    assert [said for _, said in spots] == ["3栋: 已收到", "4栋: 还没回复"]
    letters = re.findall(r">([^<])</text></g>", drawn)
    assert letters == ["收", "等"]
    await browser.get(f"/u/{branch}/map")
    await browser.send(f"/u/{branch}/map", unit=ids["4 栋"], do="off")
    await browser.get(f"/u/{branch}/map")
    await browser.send(f"/u/{branch}/map", do="remove")
    assert "b-map" not in (await browser.get(f"/i/1/{branch}")).text


async def unit_id(town: Town, code: str) -> int:
    return next(int(row["id"]) for row in await town.rows("units_of_map") if row["code"] == code)


async def test_outlines_show_states_and_lead_to_their_branch(town: Town, browser: Browser) -> None:
    east = [[x + 0.1, y] for x, y in SQUARE]
    features = read_geojson(written(幸福里=SQUARE, 和平苑=east).encode())
    await town.app.database.transact(set_outlines, features)
    codes = await unit_codes(town)
    await browser.signs_in("周明")
    await browser.get("/i/1")
    found = re.findall(r'href="(/i/1/[^"]+)" class="spot" aria-label="([^:"]+):', browser.page.text)
    assert found == [(f"/i/1/{codes[f'幸福社区{name}']}", name) for name in ("幸福里", "和平苑")]
    paths = re.findall(r'class="b-outline" d="M(\d+),', browser.page.text)
    assert len(paths) == 2
    assert 'class="spot"' in (await browser.get("/")).text, "readiness too"


@on_sqlite
async def test_only_who_may_bind_sets_a_plan_and_only_who_sees_the_unit_sees_it(
    town: Town, browser: Browser
) -> None:
    codes = await unit_codes(town)
    mine, theirs = (codes[f"幸福社区{each}"] for each in ("幸福里", "和平苑"))
    building = codes["幸福里3栋"]
    await browser.signs_in("李敏")
    await browser.get(f"/u/{mine}/map")
    await upload(browser, f"/u/{mine}/map", picture())
    assert (await browser.get(f"/u/{building}/map")).status_code == 404, "nothing lies below"
    for name, sees in (("陈刚", 200), ("周明", 200), ("孙丽", 404), ("王芳", 404)):
        await browser.signs_in(name)
        assert (await browser.get(f"/u/{mine}/plan")).status_code == sees, name
        may = 200 if name == "陈刚" else 404
        assert (await browser.get(f"/u/{mine}/map")).status_code == may, name
        await browser.get("/gaps")
        assert (await upload(browser, f"/u/{mine}/map", picture())).status_code == may, name
        await browser.get("/gaps")
        put = await browser.send(f"/u/{mine}/map", unit="5", do="put", right="1", down="1")
        assert put.status_code == may, name
        await browser.get("/gaps")
    await browser.signs_in("陈刚")
    foreign = await unit_id(town, codes["和平苑1栋"])
    await browser.get(f"/u/{mine}/map")
    put = await browser.send(f"/u/{mine}/map", unit=str(foreign), do="put", right="1", down="1")
    assert put.status_code == 404
    assert (await browser.get(f"/u/{theirs}/map")).status_code == 404


@on_sqlite
async def test_what_is_no_picture_is_refused(town: Town, browser: Browser) -> None:
    branch = (await unit_codes(town))["幸福社区幸福里"]
    await browser.signs_in("陈刚")
    for content, status in (
        (b"", 409),
        (b"GIF89a", 409),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 409),
        (bomb(), 409),
        (b"x" * (MOST_SENT + 1), 409),
        (b"x" * (MOST_SENT + 2_000_000), 413),
    ):
        await browser.get(f"/u/{branch}/map")
        answer = await upload(browser, f"/u/{branch}/map", content)
        assert answer.status_code == status, content[:10]
    await browser.get(f"/u/{branch}/map")
    browser.client.headers["Origin"] = "https://evil.example"
    assert (await upload(browser, f"/u/{branch}/map", picture())).status_code == 403


def bomb() -> bytes:
    """A PNG that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
async def test_pictures_are_made_anew_and_small(form: str) -> None:
    content, width, height = await picture_made_anew(picture(form, (4000, 1000)))
    assert (width, height) == (1600, 400)
    assert content.startswith(b"\xff\xd8")
    assert b"SecretCamera" not in content
    with pytest.raises(Refused, match="plan_too_large"):
        await picture_made_anew(b"x" * (MOST_SENT + 1))


def test_a_hundred_outlines_make_no_large_page() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    units = [Unit(n, f"c{n}", f"{n}小区", "branch", None, f"{n}.") for n in range(100)]
    cells = tuple(Cell(each, Counter({CellState.WAITING: 9})) for each in units)
    turns = [2 * pi * point / 120 for point in range(120)]
    outlines = {
        each.id: (tuple((n % 10 * 2000 + round(900 * cos(turn)), n // 10 * 2000
                         + round(900 * sin(turn))) for turn in turns),)
        for n, each in enumerate(units)
    }  # fmt: skip
    view = BoardView(heading=None, unit=None, unit_id=0, own=None, cells=cells, now=at,
                     zone=ZoneInfo("UTC"))  # fmt: skip
    plain = len(draw_board(view, translator("zh-hans"), sheet=IN_PAGE))
    drawn = draw_board(replace(view, map=BoardMap({}, outlines)), translator("zh-hans"),
                       sheet=IN_PAGE)  # fmt: skip
    assert drawn.count('class="b-outline"') == 100
    assert len(drawn) - plain < 100 * 1000


def test_forms_with_files_are_read_exactly() -> None:
    file = bytes(range(256)) + b"\r\n--other\r\n"
    body = (b'--b\r\nContent-Disposition: form-data; name="do"\r\n\r\nupload\r\n--b\r\n'
            b'Content-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + file
            + b"\r\n--b--\r\n")  # fmt: skip
    assert parts_of_form(body, "b") == ({"do": ["upload"]}, file)
    for bad in (b"", b"x", body[:-9], body.replace(b'name="do"', b""), b"--b\r\n\r\n--b--",
                body.replace(b"upload", b"\xff")):  # fmt: skip
        with pytest.raises(Forged):
            parts_of_form(bad, "b")


async def test_a_plan_is_sent_to_the_bot(town: Town, browser: Browser) -> None:
    chief = town.person("陈刚")
    await town.writes("陈刚", "/roster")
    await town.presses("陈刚", "平面图")
    assert "请在十分钟内发一张幸福里的平面图" in newest(town, "陈刚").text
    await town.writes("陈刚", "不换了")
    assert "平面图不变" in newest(town, "陈刚").text
    await town.presses("陈刚", "平面图", town.said("陈刚", "书记")[-1])
    chief.send_photo(chief.private, "p.jpg", b"no picture")
    await town.settle()
    assert "JPEG" in newest(town, "陈刚").text
    chief.send_photo(chief.private, "p.jpg", picture())
    await town.settle()
    assert "幸福里的平面图放好了" in newest(town, "陈刚").text
    await browser.signs_in("陈刚")
    branch = (await unit_codes(town))["幸福社区幸福里"]
    content = (await browser.get(f"/u/{branch}/plan")).content
    assert Image.open(BytesIO(content)).format == "JPEG"
    assert b"SecretCamera" not in content
