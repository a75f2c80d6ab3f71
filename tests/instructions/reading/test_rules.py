"""Rules of reading without the model, each beside the case that it must not touch."""

from __future__ import annotations

import pytest

from bot.instructions.reading.meanings import Meaning, Why
from bot.instructions.reading.phrases import Is, Piece, Says, lexicon_of
from bot.instructions.reading.reader import Writer, building_number
from bot.instructions.reading.reader import read_by_rules as read
from bot.instructions.reading.settling import settle_pieces

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


@pytest.mark.parametrize(
    ("text", "meaning", "why", "words"),
    [
        ("收到", Meaning.YES, Why.ASSENT, "收到"),
        ("好", Meaning.YES, Why.ASSENT, "好"),
        ("谢谢", Meaning.YES, Why.THANKS, "谢谢"),
        ("我：收到", Meaning.YES, Why.ASSENT, "收到"),
        ("谢哈收到", Meaning.YES, Why.ASSENT, "收到"),
        ("收到，三楼没人在家", Meaning.NOTE, Why.MORE, "没人在家"),
        ("收到，停水", Meaning.NOTE, Why.MORE, "停水"),
        ("收到，刚才没看到5栋", Meaning.NOTE, Why.MORE, "刚才没看到5栋"),
        ("收到，刚才没看到楼上那一户人家", Meaning.NOTE, Why.MORE, "刚才没看到楼上那一户人家"),
        ("收到，注意身体3单元的灯坏了", Meaning.NOTE, Why.MORE, "灯坏"),
        ("火灭了", Meaning.NOTE, Why.OVER, "火灭了"),
        ("停水了，来水了", Meaning.NOTE, Why.OVER, "来水了"),
        ("没收到", Meaning.NO, Why.DENIAL, "没收到"),
        ("刚才没看到", Meaning.NO, Why.DENIAL, "刚才没看到"),
        ("几点恢复", Meaning.NO, Why.QUESTION, "几点恢复"),
        ("有人受伤吗", Meaning.NO, Why.QUESTION, "有人受伤"),
        ("收到没呀哈", Meaning.NO, Why.QUESTION, "收到哈"),
        ("收到我们楼几点停？", Meaning.NO, Why.QUESTION, "收到我们楼几点停"),
        ("知道我们几点去", Meaning.NO, Why.QUESTION, "知道我们几点去"),
        ("早上好，收到 ？", Meaning.NO, Why.QUESTION, "收到"),
        ("着火了", Meaning.HELP, Why.DANGER, "着火"),
        ("张阿姨怎么叫也叫不醒", Meaning.HELP, Why.DANGER, "叫不醒"),
        ("人手不够", Meaning.HELP, Why.TROUBLE, "人手不够"),
        ("还没解决", Meaning.HELP, Why.TROUBLE, "还没解决"),
        ("停水", Meaning.HELP, Why.TROUBLE, "停水"),
        ("5栋收到", Meaning.OTHER, Why.OTHER, "5栋收到"),
        ("收到，5栋", Meaning.OTHER, Why.OTHER, "5栋"),
        ("书记也收到了", Meaning.OTHER, Why.OTHER, "书记也收到了"),
        ("老周手机坏了，他收到了", Meaning.OTHER, Why.OTHER, "他收到了"),
        ("主任收到", Meaning.ASK, Why.UNSURE, "主任收到"),
        ("谢主任收到", Meaning.ASK, Why.UNSURE, "谢主任收到"),
        ("小卖部：通知了", Meaning.ASK, Why.UNSURE, "小卖部:通知了"),
        ("5楼收到", Meaning.ASK, Why.UNSURE, "5楼收到"),
        ("好像收到了", Meaning.ASK, Why.UNSURE, "好像收到了"),
        ("我妈收到了", Meaning.ASK, Why.UNSURE, "我妈收到了"),
        ("名单收到之前别动", Meaning.ASK, Why.UNSURE, "名单收到之前别动"),
        ("今天好热，名单收到之前，真热", Meaning.ASK, Why.UNSURE, "名单收到之前"),
        ("等会儿", Meaning.ASK, Why.LATER, "等会儿"),
        ("今天好热", Meaning.ASK, Why.REMARK, "今天好热"),
        ("晚安大家", Meaning.ASK, Why.BLANK, ""),
        ("", Meaning.ASK, Why.BLANK, ""),
    ],
)
def test_a_reading_says_what_decided_it(text: str, meaning: Meaning, why: Why, words: str) -> None:
    found = read(text, WANG)
    assert (found.meaning, found.why, found.words) == (meaning, why, words)


@pytest.mark.parametrize(("unknown", "denied"), [("四个字啊", True), ("这是五个字", False)])
def test_a_denial_reaches_across_four_unknown_characters(unknown: str, denied: bool) -> None:
    assent = Piece(Says.ASSENT, "收到")
    found = settle_pieces([Piece(Says.NOT, "没"), Piece(Is.UNKNOWN, unknown), assent])
    assert (found[-1].says is Says.DENIAL) is denied


def test_settings_are_read_by_their_keys() -> None:
    assert read("啵棱盖儿", WANG, lexicon_of({"assent": ["啵棱盖儿"]})).meaning is Meaning.YES


def test_a_building_is_known_by_its_number() -> None:
    assert building_number("荷塘苑3幢") == "3"
    assert building_number("东楼") == "东楼"
    assert read("5栋1单元收到", WANG).buildings == ("5",)


def test_willing_hands_are_no_call() -> None:
    assert read("收到，楼上愿意帮忙", WANG).meaning is Meaning.NOTE
    assert read("收到，会请人帮忙", WANG).meaning is not Meaning.HELP
    assert read("收到，已协助登记", WANG).meaning is not Meaning.HELP
    assert read("可以帮忙吗", WANG).meaning is Meaning.HELP


@pytest.mark.parametrize(
    ("idle", "matters"),
    [
        ("刚才在炒菜没听见手机响", "刚才在炒菜没听见楼上的动静"),
        ("你们也早点下班休息", "你们也早点来检查"),
        ("让孙女念给我听的", "让孙女去敲门"),
        ("我先带孙子去了", "我先带孙子去敲门"),
        ("今天天真热", "今天天真热五楼停电了好几户"),
        ("您辛苦一天了", "您再留两天"),
        ("昨晚睡得早没看手机", "昨晚没看见人"),
        ("刚刚在打长牌", "刚刚在给李奶奶打水"),
    ],
)
def test_small_talk_is_told_from_what_somebody_may_need(idle: str, matters: str) -> None:
    assert read(f"收到，{idle}", WANG).meaning is Meaning.YES
    assert read(f"{idle}，收到", WANG).meaning is Meaning.YES
    assert read(f"收到，{matters}", WANG).meaning is not Meaning.YES


def test_not_noticed_alone_is_no_small_talk() -> None:
    assert read("没看到，收到", WANG).meaning is Meaning.NOTE
    assert read("在厨房没看到，收到", WANG).meaning is Meaning.YES
    assert read("收到，孙子没收到", WANG).meaning is Meaning.NOTE


def test_somebody_busy_is_asked_and_an_answer_beside_it_counts() -> None:
    for busy in ("在忙", "正开车呢", "食緊飯", "带孙子呢"):
        assert read(busy, WANG).meaning is Meaning.ASK
        assert read(f"收到，{busy}", WANG).meaning is Meaning.YES
    assert read("在开车，没空", WANG).meaning is Meaning.NO


def test_trouble_that_is_past_is_a_note_and_trouble_that_goes_on_is_not() -> None:
    assert read("刚才有点煤气味，燃气公司来看过了说没事", WANG).meaning is Meaning.NOTE
    assert read("火已经扑灭了，就是烧了个锅，没人伤着", WANG).meaning is Meaning.NOTE
    assert read("三楼刚才冒烟，是炒菜糊了，没事", WANG).why is Why.OVER
    assert read("隔壁着火了，我没事", WANG).danger
    assert read("刚才隔壁着火了，我没事", WANG).danger
    assert read("楼上漏水，人没事就是水还在流", WANG).meaning is Meaning.HELP


@pytest.mark.parametrize(
    "text",
    [
        "我是刘建国，收到",
        "我是刘建国收到了",
        "大家好我是许文强，收到",
        "这里是7号楼，收到",
        "替隔壁楼何姐回一下，她知道了",
        "小周在开车，让我帮他回个收到",
    ],
)
def test_another_person_presented_or_answered_for_is_other(text: str) -> None:
    assert read(text, WANG).meaning is Meaning.OTHER


def test_the_old_speak_of_themselves() -> None:
    assert read("阿姨看到了，谢谢小刘", WANG).meaning is Meaning.YES
    assert read("王阿姨看到了", Writer(("3栋",), ("李强",))).meaning is Meaning.OTHER
    assert read("阿姨也收到了", WANG).meaning is Meaning.OTHER
    assert read("我是王芳，收到", WANG).meaning is Meaning.YES


def test_what_must_work_when_there_is_a_fire_is_trouble() -> None:
    assert read("消防栓试了两个都没水", WANG).meaning is Meaning.HELP
    assert read("灭火器按了没反应", WANG).meaning is Meaning.HELP
    assert read("收到，垃圾桶不够用", WANG).meaning is Meaning.NOTE
    assert read("收到，人手不够", WANG).meaning is Meaning.HELP
    assert read("半边身体动勿了，讲勿出闲话", WANG).danger


@pytest.mark.parametrize(
    ("text", "meaning", "words"),
    [
        ("没着火", Meaning.NOTE, "没着火"),
        ("不是着火", Meaning.NOTE, "不是着火"),
        ("没修好", Meaning.HELP, "没修"),
        ("我们这边没人手", Meaning.HELP, "没人手"),
        ("执行不下去", Meaning.NO, "执行"),
        ("今天执行不下去", Meaning.NO, "执行"),
        ("12栋还没收到", Meaning.OTHER, "12栋还没收到"),
        ("5栋我还没收到", Meaning.NO, "没收到"),
        ("代王芳收到", Meaning.OTHER, "代王芳收到"),
        ("书记也收到", Meaning.OTHER, "书记也收到"),
        ("我替李强", Meaning.ASK, "我替李强"),
        ("我妹妹是10栋楼长", Meaning.ASK, "我妹妹是10栋楼长"),
    ],
)
def test_the_words_that_decided_are_quoted_as_they_were_typed(
    text: str, meaning: Meaning, words: str
) -> None:
    found = read(text, WANG)
    assert (found.meaning, found.words) == (meaning, words)
