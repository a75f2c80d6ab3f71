"""Meanings of typed answers: two long lists, and the cases the lists cannot express."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.instructions.reading.levelled import level, level_phrase
from bot.instructions.reading.meanings import Meaning
from bot.instructions.reading.phrases import INSIDE, LISTS, Says, lexicon, read_list
from bot.instructions.reading.reader import Writer, is_small_talk, read

LISTS_OF_REPLIES = [
    *("replies.tsv", "more_replies.tsv", "regional_replies.tsv", "small_talk_replies.tsv"),
    *("mixed_replies.tsv", "trouble_replies.tsv", "estate_replies.tsv"),
    *("daily_replies.tsv", "tricky_replies.tsv"),
]
WANG = Writer(units=("3栋",), names=("王芳",))


def typed(name: str) -> Iterator[tuple[str, set[str]]]:
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, wanted, *_ = line.split("\t")
            yield text, set(wanted.split("/"))


@pytest.mark.parametrize("name", LISTS_OF_REPLIES)
def test_typed_answers_mean_what_a_person_would_say(name: str) -> None:
    wrong = [
        f"{text}: {found.meaning} ({found.why}, {found.words}), wanted {wanted}"
        for text, wanted in typed(name)
        if (found := read(text, WANG)).meaning not in wanted
    ]
    assert not wrong, "\n".join(wrong)


def test_there_are_many_of_them() -> None:
    assert sum(1 for name in LISTS_OF_REPLIES for _ in typed(name)) >= 2_500


def test_trouble_and_denial_never_count_whatever_surrounds_them() -> None:
    """A word of courtesy around them changes nothing."""
    wrong = [
        around.format(text)
        for name in LISTS_OF_REPLIES
        for text, wanted in typed(name)
        if wanted <= {"help"}
        for around in ("{}！！", "书记，{}", "{}，谢谢", "不好意思，{}", "{} 🙏", "您好，{}")
        if read(around.format(text), WANG).meaning is not Meaning.HELP
    ]
    assert not wrong, wrong


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "？？？", "🏳️‍🌈", "a" * 5_000, "收到" * 900, "没" * 99, "３３３", "3、5", "代"],
)
def test_whatever_is_typed_has_a_meaning(text: str) -> None:
    assert read(text, WANG).meaning in Meaning


@pytest.mark.parametrize("unit", ["3栋", "3幢", "三幢", "3号楼", "3#", "第3栋", "03栋", "３栋"])
@pytest.mark.parametrize("said", ["3栋", "3幢", "三号楼", "3#", "第三栋", "03幢"])
def test_ones_own_building_however_it_is_written_is_nothing(unit: str, said: str) -> None:
    assert read(f"{said}收到", Writer((unit,))).meaning is Meaning.YES
    assert read(f"{said}收到", Writer(("13栋",))).meaning is Meaning.OTHER


def test_the_buildings_spoken_of_are_named() -> None:
    assert read("3、5栋收到", WANG).buildings == ("3", "5")
    assert read("1-4栋都收到", WANG).buildings == ("1", "2", "3", "4")
    assert read("代十二号楼收到", WANG).buildings == ("12",)
    assert read("building 7 received", WANG).buildings == ("7",)


@pytest.mark.parametrize(
    "text", ["有困难", "求助！", "Help!", "SOS", "救命", "书记，帮帮忙", "stuck"]
)
def test_a_bare_cry_says_nothing_of_the_trouble(text: str) -> None:
    assert read(text).cry
    assert not read(f"{text}，三楼老人摔倒了").cry


@pytest.mark.parametrize(
    "text",
    [
        "着火了",
        "电梯困人",
        "有人晕倒",
        "煤气泄漏",
        "救命",
        "gas leak",
        "电梯停在5楼不动里面有小孩在哭",
        "三楼那家门打不开里面老人一直喊疼",
        "发烧39度动不了",
        "媒气漏了",
        "孙子找不着了",
        "电线在墙上嘶嘶响",
        "Ok noted but the ceiling on level 4 is collapsing",
        "Noted, one man is not breathing",
        "Auntie not answering the door for 3 days",
        "a live wire is hanging near the playground",
        "楼里有人吃了毒蘑菇上吐下泻，三个人了",
        "201好几天没人出来了",
        "敲门没人应，屋里有味道",
    ],
)
def test_danger_is_told_from_other_trouble(text: str) -> None:
    assert read(text).danger
    assert not read("人手不够").danger


@pytest.mark.parametrize(
    "text",
    ["收到", "好的，谢谢", "谢谢谢谢", "辛苦了！", "thanks", "🙏", "……", "", "明白", "OK 👍"],
)
def test_answer_words_and_thanks_are_small_talk(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "今晚停水",
        "明天开会，请准时",
        "收到通知的请回复",
        "请大家准时参加",
        "没收到",
        "着火了",
        "已通知",
    ],
)
def test_an_instruction_or_a_report_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


def test_an_office_adds_its_own_words() -> None:
    assert read("啵棱盖儿", WANG).meaning is not Meaning.YES
    ours = lexicon({Says.ASSENT: ["啵棱盖儿"], Says.TROUBLE: ["撂了"], Says.DENIAL: ["妥了"]})
    assert read("啵棱盖儿！", WANG, ours).meaning is Meaning.YES
    assert read("电梯又撂了", WANG, ours).meaning is Meaning.HELP
    assert read("妥了", WANG, ours).meaning is Meaning.NO


def test_no_phrase_stands_under_two_headings() -> None:
    said: dict[str, set[Says]] = {}
    for name in LISTS:
        for says, phrase in read_list(name):
            if says is not Says.TAG and says not in INSIDE:
                said.setdefault(level_phrase(phrase), set()).add(says)
    assert not {phrase: found for phrase, found in said.items() if len(found) > 1}
    assert all(said)
    assert len(Counter(said)) > 4_000


def test_levelling_keeps_what_matters() -> None:
    assert level("ＯＫ？") == "ok?"
    assert level("收到。。。谢谢！！") == "收到,谢谢,"
    assert level("沒問題") == "没问题"
    assert level("收 到") == "收到"
    assert level("好好好好") == "好"
    assert level("👍🏻") == "👍"
    assert level("1110") == "1110"
