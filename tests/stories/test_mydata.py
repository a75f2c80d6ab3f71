"""/mydata: everything that is held about the asker, to them alone."""

from __future__ import annotations

import ast
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.house.mydata_words import ACTIONS
from bot.store.tx import Tx
from tests.chat.extract import BOT
from tests.stories.rich_life import PHONES, TOKENS, lived
from tests.stories.town import Town


def page(town: Town, name: str) -> str:
    """The newest file in somebody's private chat."""
    for message in reversed(town.person(name).private.from_bot):
        if message.media is not None:
            return message.media.file.data.decode("utf-8-sig")
    raise AssertionError("no file")


def answer(town: Town, name: str) -> str:
    return [each.text for each in town.person(name).private.from_bot if "存" in each.text][-2]


async def test_a_lead_reads_what_is_kept_and_who_sees_it(town: Town) -> None:
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    await town.writes("王芳", "收到，梧桐路三户不在家", reply_to=town.said("王芳", "停水")[0])
    await town.writes("王芳", "/mydata")
    short = answer(town, "王芳")
    account = town.person("王芳").id
    assert short.splitlines()[:3] == [
        "王芳楼长，您好！这里存着您的：",
        f"姓名 王芳、语言 简体中文、Telegram 编号 {account}",
        "岗位 1、回复 1、您写过的话 1、我发给您的消息 5、操作记录 4",
    ]
    assert "哪里不对，请告诉李敏；想全部删掉，请找管理员办。" in short
    told = page(town, "王芳")
    assert "2026-03-02 09:00  3栋 楼长" in told
    assert "2026-03-02 09:00  #1 今晚停水 · 3栋 · 打字" in told
    assert "“收到，梧桐路三户不在家”" in told
    assert "查了自己的资料" in told
    assert "谁看得到" in told
    assert "陈刚" not in told.partition("谁看得到")[0]


@pytest.mark.parametrize("words", ["我的资料", "我的資料", "我的数据", "我的數據？", "mydata"])
async def test_everyday_words_ask_it_too(town: Town, words: str) -> None:
    await town.writes("王芳", words)
    assert "这里存着您的" in answer(town, "王芳")


async def test_traditional_and_english_are_read_too(town: Town) -> None:
    for button, title in (
        ("繁體中文", "這裡存著的您的資料"),
        ("English", "What is kept about you"),
    ):
        await town.writes("王芳", "/language")
        await town.presses("王芳", button)
        await town.writes("王芳", "/mydata")
        assert page(town, "王芳").startswith(title)


async def test_nobody_known_hears_that_nothing_is_kept(town: Town) -> None:
    town.person("路人").start()
    await town.settle()
    await town.writes("路人", "/mydata")
    said = town.person("路人").private.from_bot[-1]
    assert said.text.startswith("您好！这里没有存您的资料。")
    assert "30 天后自动删除" in said.text
    await town.pass_time(step=timedelta(days=8), days=32)
    for _ in range(60):
        await town.app.pulse.beat()
    account = town.person("路人").id
    assert await town.rows("held_messages", account=account, member_id=0) == []
    assert await town.rows("language_of_chat", chat_id=account) == []


async def test_a_stranger_reads_what_they_left(town: Town) -> None:
    stranger = town.world.person("阿兰", language_code="zh-hans", phone="+8613812349999")
    town.people["阿兰"] = stranger
    stranger.start()
    await town.settle()
    stranger.share_contact()
    await town.settle()
    await town.writes("阿兰", "我是3栋的阿兰")
    await town.writes("阿兰", "/mydata")
    told = page(town, "阿兰")
    assert "认领申请：昵称 阿兰，号码 +8613812349999，还没办" in told
    assert "“我是3栋的阿兰”" in told


async def test_a_group_learns_nothing(town: Town) -> None:
    group = await town.group("3栋群", ["3栋"], ["王芳"])
    before = len(group.from_bot)
    await town.writes("王芳", "/mydata", to=group)
    assert "只在私聊" in "".join(each.text for each in group.from_bot[before:])
    assert not [each for each in group.from_bot if each.media]


async def test_everything_they_wrote_stands_in_the_file(tmp_path: Path, database_url: str) -> None:
    """Whatever is found of a person's words in the database stands in their own file too."""
    town = await Town.open(tmp_path, database_url)
    await lived(town)
    for name in PHONES:
        await town.writes(name, "/mydata")
        told = "".join(page(town, name).split())
        account = town.person(name).id
        for said in await town.app.database.read(words_of, (name, TOKENS[name], account)):
            assert "".join(said.split()) in told, said
        for other in set(TOKENS) - {name}:
            assert TOKENS[other] not in told, "the words of others are theirs"
        assert PHONES[name] in told
    await town.close()


def words_of(tx: Tx, who: tuple[str, str, int], _now: datetime) -> list[str]:
    """Every text of a person's own in the columns for words."""
    _, token, _account = who
    columns = (
        ("remark", "words"),
        ("help_request", "words"),
        ("target", "relay_words"),
        ("link_request", "claim"),
        ("draft_part", "text"),
        ("instruction_version", "text"),
        ("instruction_version", "changed"),
        ("instruction", "changed"),
        ("template", "text"),
        ("post", "note"),
        ("form_answer", "value"),
        ("form_filling_value", "value"),
    )
    return [
        str(row["said"])
        for table, column in columns
        for row in tx.connection.execute(f"SELECT {column} AS said FROM {table}").fetchall()
        if row["said"] and token in row["said"]
    ]


CLOCKS = {
    "absence.end", "account.forget", "clock.back", "group.lose", "group.mute", "group.unmute",
    "approval.lapse", "instruction.start", "member.forget",
}  # fmt: skip
"""Done by the clock, or about people who are no more."""
_ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
_SUBJECTS = {each.partition(".")[0] for each in (*ACTIONS, *CLOCKS)}


def test_every_action_of_the_log_has_words() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in (BOT / "usecases").rglob("*.py")]
    texts = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    found = {each for each in texts if _ACTION.fullmatch(each)}
    written = {each for each in found if each.partition(".")[0] in _SUBJECTS}
    assert written - CLOCKS == set(ACTIONS)
