"""The board as a picture in the chat, read back pixel by pixel."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops

from bot.chat.board.legend import LOOKS
from bot.chat.texts import Translator, translator
from bot.delivery import posting
from bot.demo.botapi.messages import Message
from bot.instructions.board import CellState
from bot.paper import apart
from bot.paper.painter import paint
from tests.engines import on_both
from tests.stories.town import Town, labels, newest

WATER = "今晚停水\n请储水。"
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Read:
    """A cell as it is in the picture."""

    name: str
    state: CellState


@cache
def _letter(shape: str, fill: str, letter: str) -> Image.Image:
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"'
        ' font-family="Noto Sans SC"><rect width="60" height="60" fill="#f4f4f2"/>'
        f'<g transform="translate(30 30)"><path d="{shape}" fill="{fill}"/><text y="9"'
        f' font-size="25" text-anchor="middle" fill="#ffffff">{letter}</text></g></svg>'
    )
    return Image.open(io.BytesIO(paint(drawn))).convert("RGB")


def read_back(picture: bytes, drawing: str, language: str) -> Iterator[Read]:
    """Every cell of a picture: where it is and its name come from the drawing, its state from the
    pixels, as the one whose colour, shape and letter fit best."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    t = translator(language)
    for group in ET.fromstring(drawing).iter():
        if not group.get("class", "").startswith("cell "):
            continue
        name = next(text.text for text in group.findall(f"{_SVG}text"))
        left, top = (float(each) for each in re.findall(r"[\d.]+", group.get("transform", "")))
        x, y = left + 38, top + 42
        badge = image.crop((int(x) - 30, int(y) - 30, int(x) + 30, int(y) + 30))
        yield Read(name or "", min(CellState, key=lambda each: _unlike(badge, each, t)))


def _unlike(badge: Image.Image, state: CellState, t: Translator) -> int:
    look = LOOKS[state]
    inner = (4, 4, 56, 56)
    wanted = _letter(look.shape, look.fill, t(look.letter)).crop(inner)
    difference = ImageChops.difference(badge.crop(inner), wanted).convert("L")
    return sum(value * n for value, n in enumerate(difference.histogram()))


def picture(message: Message) -> bytes:
    assert message.media is not None
    assert message.media.kind == "photo"
    return message.media.file.data


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Drawings as they are painted from now on."""
    found: list[str] = []
    before = apart.painted

    async def painted(drawing: str) -> bytes:
        found.append(drawing)
        return await before(drawing)

    monkeypatch.setattr(posting, "painted", painted)
    return found


@on_both
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
async def test_the_picture_shows_every_units_state(
    town: Town, drawings: list[str], language: str
) -> None:
    await town.roster("幸福社区,幸福里,3栋,楼长,王芳", "幸福社区,幸福里,4栋,楼长,李强",
                      "幸福社区,幸福里,5栋,楼长,赵敏", "幸福社区,幸福里,6栋,楼长,",
                      "幸福社区,幸福里,7栋,楼长,钱多", "幸福社区,幸福里,8栋,楼长,何安",
                      "幸福社区,幸福里,,书记,陈刚")  # fmt: skip
    await town.linked("何安")
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "收到")
    await town.writes("李强", "着火了")
    await town.writes("何安", "请假到后天")
    if language != "zh-hans":
        await town.writes("李敏", "/language")
        await town.presses("李敏", {"zh-hant": "繁體中文", "en": "English"}[language])
    await town.pass_time(minutes=61, step=timedelta(minutes=61))
    await town.presses("陈刚", "收到")
    await town.presses("李敏", "Board" if language == "en" else "看板")
    top = newest(town, "李敏")
    whole = {each.name: each.state for each in read_back(picture(top), drawings[-1], language)}
    assert whole == {"幸福里": CellState.HELP, "和平苑": CellState.WAITING}
    (branch,) = [each for each in labels(top) if each.startswith("幸福里")]
    await town.presses("李敏", branch, top)
    assert top.deleted
    shown = read_back(picture(newest(town, "李敏")), drawings[-1], language)
    assert {each.name.split()[0]: each.state for each in shown} == {
        "幸福里": CellState.LATE,
        "3": CellState.ANSWERED,
        "4": CellState.HELP,
        "5": CellState.WAITING,
        "6": CellState.VACANT,
        "7": CellState.UNREACHED,
        "8": CellState.AWAY,
    }


async def test_the_summary_says_what_happens_next_and_when(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    summary = town.newest(town.person("李敏").private, "看板")
    assert "接下来：09:05 → 陈刚书记" in summary.text
    await town.pass_time(minutes=16)
    assert "接下来：09:20 → 李敏专员" in summary.text
    assert "已告诉：陈刚书记（3 处）、李敏专员（2 处）、孙丽书记（2 处）" in summary.text
    await town.presses("王芳", "收到")
    assert "分开看：幸福里 1/4、和平苑 0/3" in summary.text
    for name in ("王芳", "李强", "赵敏", "陈刚", "孙丽", "周杰", "吴静"):
        await town.presses(name, "收到")
    assert "接下来" not in summary.text
    assert "已告诉" not in summary.text
    assert "分开看" not in summary.text
