"""Turns of phrase: what is meant differs from what the words say one by one."""

from __future__ import annotations

import pytest

from bot.instructions.reading.meanings import Meaning, Why
from bot.instructions.reading.reader import Writer, read

WANG = Writer(units=("3栋",), names=("王芳",))


@pytest.mark.parametrize(
    "text",
    [
        "还没收到，收到了告诉你",
        "等我收到了再给你回",
        "等看到了再说",
        "没呢，收到后马上通知你",
        "收到了再告诉您吧",
        "啥时候收到啥时候回你",
        "will tell you when i receive it",
        "收到的是广告，不是通知",
        "收到的是5栋的，我们的呢",
        "发来的都是空白",
        "收到一张白图",
        "看到的是昨天的",
        "收到的不是通知啊",
        "好啊好啊，我是不会去通知的",
        "收到，不过我不会去说的",
        "收到。但我绝不去贴",
        "先不回收到，讲清楚再说",
        "收到了，谁爱跑谁跑",
        "我懒得去管",
        "没看见这条，看见了给你点",
        "收到。本人拒绝执行",
        "行行行你们厉害，我可不去挨家敲",
        "嗯嗯好得很，反正我是不去",
        "你们定的你们去说，我没那闲工夫",
    ],
)
def test_what_is_yet_to_come_or_refused_never_counts(text: str) -> None:
    found = read(text, WANG)
    assert (found.meaning, found.why) == (Meaning.NO, Why.REFUSAL)


@pytest.mark.parametrize(
    "text",
    [
        "呵呵，你们说停就停，真行",
        "你们想停就停，真会安排",
        "凭什么又是我们3栋",
        "真会挑时候",
        "哪能没收到呢，就是没收到",
        "哪敢不来，几点开始",
    ],
)
def test_scorn_does_not_count(text: str) -> None:
    assert read(text, WANG).meaning in {Meaning.NO, Meaning.ASK}


@pytest.mark.parametrize(
    "text",
    [
        "哪能没收到呢",
        "哪会不知道啊",
        "这还能不知道？",
        "怎么会不去呢，肯定去",
        "敢不收到吗",
        "多大点事",
        "屁大点事嘛",
        "还能咋滴",
        "这有什么难的",
        "有啥不行的",
        "好的，有什么不可以的",
        "我去说一声不就行了嘛，小事一桩",
        "这还用说",
        "没人有意见，都说好",
        "36户，一户没落",
        "没啥困难，人手够，收到",
        "哪能会不晓得",
        "谁不知道啊，群里都传遍了",
    ],
)
def test_a_question_that_asks_nothing_is_assent(text: str) -> None:
    assert read(text, WANG).meaning is Meaning.YES


@pytest.mark.parametrize(
    "text",
    [
        "有个人厥过去了在一楼",
        "收到，四楼阳台上坐着个姑娘腿在外面，劝不下来",
        "好的 楼顶边上站着个小伙子一直哭",
        "知道了，有人半个身子悬在外面",
        "三楼老头一头栽倒",
        "好，另外五楼窗户外头挂着个小孩",
        "收到，一楼李婶浑身抽抽",
        "5栋三楼起火了你们看见没",
    ],
)
def test_life_in_danger_is_known_in_other_words(text: str) -> None:
    assert read(text, WANG).danger


@pytest.mark.parametrize(
    "text",
    [
        "放出来的水是黄的，一股柴油味，没人敢用",
        "收到，自来水一股农药味",
        "收到，就是我要去做化疗，三点前怕是弄不完",
        "知道了，我下午透析，跑不了，换个人吧",
    ],
)
def test_trouble_is_known_in_other_words(text: str) -> None:
    assert read(text, WANG).meaning is Meaning.HELP


@pytest.mark.parametrize(
    "text",
    [
        "收到的是停水通知，我去说",
        "收到再谢谢",
        "收到了，马上告诉大家",
        "收到了通知你们放心",
        "收到，阳台上坐着晒太阳的老人都讲了",
        "收到，五楼阿姨住院做手术，她家通知不到",
        "收到，不会去打麻将了",
        "收到，我家窗户上挂着孩子的衣服没收，先去收",
        "收到，我没功夫喝茶了，这就去说",
        "知道了，反正不去打牌，我去说",
        "收到，真会照顾人",
        "昨天那条没收到是我手机欠费，今天这条收到了",
        "收到，救命啊这名字谁起的笑死我了",
        "孙子吵得我头要炸了，通知发群里了",
    ],
)
def test_what_only_looks_like_one_counts(text: str) -> None:
    assert read(text, WANG).meaning in {Meaning.YES, Meaning.NOTE}


@pytest.mark.parametrize(
    "text",
    ["我哪能没收到", "有什么困难吗", "你们怎么能不通知就停水", "怎么不通知我们", "能不去吗"],
)
def test_a_real_question_stays_one(text: str) -> None:
    assert read(text, WANG).meaning not in {Meaning.YES, Meaning.NOTE}
