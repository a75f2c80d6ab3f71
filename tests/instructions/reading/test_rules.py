"""Rules of reading, each beside the case that it must not touch."""

from __future__ import annotations

import pytest

from bot.instructions.reading.reader import Meaning, Writer, read

WANG = Writer(units=("3栋",), names=("王芳",))


def test_help_words_do_not_call_where_help_is_given() -> None:
    given = ["我去帮忙", "我找人帮忙搬", "我叫几个小伙子来帮忙", "邻居帮我贴好了", "我搵人幫手"]
    wanted = ["我要人帮忙", "没人帮忙", "我找不到人帮忙", "请社区帮忙", "大哥帮我", "帮忙"]
    assert [each for each in given if read(f"收到，{each}", WANG).meaning is Meaning.HELP] == []
    assert [
        each for each in wanted if read(f"收到，{each}", WANG).meaning is not Meaning.HELP
    ] == []


def test_a_small_fault_is_a_note_beside_assent_only() -> None:
    assert read("收到，楼道灯坏了", WANG).meaning is Meaning.NOTE
    assert read("楼道灯坏了", WANG).meaning is Meaning.HELP
    for vital in ("电梯", "水管", "消防门", "电表", "燃气表"):
        assert read(f"收到，{vital}坏了", WANG).meaning is Meaning.HELP
    assert read("收到，停电了，家里有呼吸机", WANG).danger


def test_somebody_who_does_not_answer_may_be_in_danger() -> None:
    assert read("收到，501敲门没人应", WANG).meaning is Meaning.NOTE
    assert read("收到，501的老人敲门没人应", WANG).danger
    assert read("收到，501三天没出门了", WANG).danger
    assert read("收到，独居的李奶奶打不通", WANG).danger
    assert read("租客打不通", WANG).meaning is Meaning.NO
    assert read("孙子找不着了", WANG).danger
    assert read("文件找不着了", WANG).meaning is Meaning.NO


def test_an_excuse_is_one_only_beside_assent() -> None:
    assert read("刚才没看到，现在收到了", WANG).meaning is Meaning.YES
    assert read("刚才没看到现在收到了", WANG).meaning is Meaning.YES
    assert read("刚才没看到", WANG).meaning is Meaning.NO
    assert read("没看到，收到", WANG).meaning is Meaning.NOTE


@pytest.mark.parametrize(
    "text", ["李师傅收到了", "老周也收到了", "谢敏收到", "我替老李回一下，收到"]
)
def test_a_name_before_assent_speaks_of_somebody_else(text: str) -> None:
    assert read(text, WANG).meaning is Meaning.OTHER


@pytest.mark.parametrize(
    "text", ["收到，李师傅", "小李，收到", "谢谢老周，收到", "麻烦小李了，收到"]
)
def test_a_name_spoken_to_is_nothing(text: str) -> None:
    assert read(text, WANG).meaning is Meaning.YES
