"""Every private message gets an answer, for any writer and any pending question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.stories.town import Town

ROOT = Path(__file__).parents[2]
WATER = "今晚停水\n请储水。"
STORM = "防台准备\n请收好花盆。"
WORDS = (
    "收到", "没收到", "几点恢复？", "等会儿", "5栋收到", "谢谢", "今天天气真好", "状态",
    "谁还没回复？", "缺口", "名单", "帮助",
    "人手不够", "救命", "着火了", "收到，三楼没人", "。", "取消",
)  # fmt: skip


@pytest.mark.parametrize("who", ["王芳", "陈刚", "李敏", "周明", "路人"])
@pytest.mark.parametrize("is_open", ["nothing", "one", "two", "answered", "asked for words"])
async def test_nothing_typed_in_private_ends_without_a_word(
    town: Town, who: str, is_open: str
) -> None:
    if who == "路人":
        town.person(who).start()
    if is_open != "nothing":
        await town.issues("李敏", WATER, "紧急")
    if is_open == "two":
        await town.issues("李敏", STORM, "紧急")
    if is_open == "answered":
        await town.writes("王芳", "收到")
    if is_open == "asked for words":
        await town.writes(who, "求助")
    silent = []
    for words in WORDS:
        before = len(town.world.log)
        await town.writes(who, words)
        if not _spoken_to(town, who, before):
            silent.append(words)
    person = town.person(who)
    for act in (person.send_sticker, person.send_voice):
        before = len(town.world.log)
        act(person.private)
        await town.settle()
        if not _spoken_to(town, who, before):
            silent.append(act.__name__)
    assert not silent


EXAMPLES = [
    tuple(each.strip() for each in line.strip("|").split("|"))
    for line in (ROOT / "docs" / "private-words.md")
    .read_text("utf-8")
    .partition("## Examples")[2]
    .splitlines()
    if line.startswith("|") and not line.startswith(("| who", "|---"))
]


@pytest.mark.parametrize(("who", "is_open", "writes", "reads"), EXAMPLES)
async def test_the_examples_of_the_documentation(
    town: Town, who: str, is_open: str, writes: str, reads: str
) -> None:
    if who == "路人":
        town.person(who).start()
        await town.settle()
    for part in is_open.split(", "):
        await OPENS[part](town, who)
    before = len(town.world.log)
    await town.writes(who, writes)
    assert any(reads in each for each in _shown(town, who, before))


async def _one(town: Town, _who: str) -> None:
    await town.issues("李敏", WATER, "紧急")


async def _two(town: Town, who: str) -> None:
    await _one(town, who)
    await town.issues("李敏", STORM, "紧急")


async def _nothing(_town: Town, _who: str) -> None:
    pass


def _writing(words: str) -> Callable[[Town, str], Awaitable[None]]:
    async def write(town: Town, who: str) -> None:
        await town.writes(who, words)

    return write


OPENS: dict[str, Callable[[Town, str], Awaitable[None]]] = {
    "nothing": _nothing,
    "one": _one,
    "two": _two,
    "answered": _writing("收到"),
    "asked for help": _writing("人手不够"),
    "asked back": _writing("等会儿"),
    "a draft": _writing("明天下午三点开会"),
}


def _shown(town: Town, who: str, before: int) -> list[str]:
    """What was said to the writer, or changed before their eyes."""
    chat = town.person(who).private.id
    said = [each.params for each in town.world.log[before:]]
    return [str(each.get("text", "")) for each in said if str(each.get("chat_id")) == str(chat)]


def _spoken_to(town: Town, who: str, before: int) -> bool:
    """Whether something was sent to the writer, or changed before their eyes."""
    chat = town.person(who).private.id
    return any(each.params.get("chat_id") in (chat, str(chat)) for each in town.world.log[before:])


async def test_everyday_words_are_as_good_as_commands(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("李敏", "谁还没回复？")
    assert "停水" in town.person("李敏").private.from_bot[-1].text
    await town.writes("李敏", "缺口")
    assert "缺口" in town.person("李敏").private.from_bot[-1].text


async def test_words_that_belong_nowhere_go_up_at_a_press(town: Town) -> None:
    await town.writes("王芳", "我明天下午搬家")
    said = town.person("王芳").private.from_bot[-1]
    assert said.text == "这句话还没有转给任何人。"
    before = len(town.person("陈刚").private.from_bot)
    await town.presses("王芳", "转给陈刚书记")
    (told,) = town.person("陈刚").private.from_bot[before:]
    assert "我明天下午搬家" in told.text
    assert "王芳" in told.text
    assert "收到" not in told.text
    assert "3 栋" in told.text
    assert "已转给陈刚书记" in town.person("王芳").private.from_bot[-1].text
