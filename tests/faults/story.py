"""A routine instruction from its first word to the last answer, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.faults.town import Town

WATER = "今晚停水\n18:00–22:00 检修，请提醒本楼住户储水。"


@dataclass(frozen=True)
class Step:
    """Something a person or the clock does; `done`: a query that finds a row once it counts,
    for the steps at which the bot is killed at every point."""

    name: str
    act: Callable[[Town], None]
    done: str = ""
    by_clock: bool = False


def _writes(town: Town) -> None:
    issuer = town.person("李敏")
    issuer.send(issuer.private, WATER)


def pressing(button: str, *names: str) -> Callable[[Town], None]:
    """Press the oldest message with the button; of two copies, the surplus one."""

    def press(town: Town) -> None:
        for name in names:
            town.presses(name, button)

    return press


def passing(**span: float) -> Callable[[Town], None]:
    return lambda town: town.clock.move(timedelta(**span))


_ANSWERED = """SELECT 1 FROM acknowledgement k JOIN member m ON m.id = k.member_id
    WHERE m.name = '王芳'"""

STORY = (
    Step("an instruction is written", _writes, "SELECT 1 FROM instruction"),
    Step(
        "it is sent",
        pressing("发送", "李敏"),
        "SELECT 1 FROM instruction WHERE state <> 'draft'",
    ),
    Step("the undo time is over", passing(seconds=21), "SELECT 1 FROM target", by_clock=True),
    Step(
        "a branch passes it on",
        pressing("收到并转达", "陈刚"),
        "SELECT 1 FROM target WHERE relay_path = 'holder'",
    ),
    Step(
        "a building answers",
        pressing("收到", "王芳"),
        _ANSWERED,
    ),
    Step(
        "silence is told of",
        passing(minutes=31),
        "SELECT 1 FROM bot_message WHERE kind = 'chase'",
        by_clock=True,
    ),
    Step("a reminder is answered", pressing("收到", "李强")),
    Step(
        "it is passed on by itself",
        passing(minutes=15),
        "SELECT 1 FROM target WHERE relay_path = 'clock'",
        by_clock=True,
    ),
    Step("a building needs help", pressing("有困难", "何平")),
    Step("it says why", pressing("敲门没人应", "何平")),
    Step("somebody sees to it", pressing("我来处理", "郑洁")),
    Step("it is solved", pressing("已解决", "郑洁")),
    Step("several answer at once", pressing("收到", "冯涛", "周杰", "吴静", "孙丽", "何平")),
    Step("the last one answers", pressing("收到", "郑洁")),
)
