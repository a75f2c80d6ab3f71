"""Where the model overrules the rules of reading, and where it never does."""

from __future__ import annotations

import pytest

from bot.instructions.reading.learned import LABELS, Label
from bot.instructions.reading.meanings import Meaning, Why
from bot.instructions.reading.phrases import lexicon_of
from bot.instructions.reading.reader import Writer, read, read_by_rules
from bot.instructions.reading.second_opinion import likeliest

WANG = Writer(units=("3栋",), names=("王芳",))


@pytest.mark.parametrize(
    ("text", "meaning", "why"),
    [
        ("收到，我屋头水桶都接满了哈哈", Meaning.YES, Why.ASSENT),
        ("好👌晚上六点停，我先把饭煮了再切", Meaning.YES, Why.ASSENT),
        ("没通知到，一家也没有，我刚看见", Meaning.NO, Why.DENIAL),
        ("我在医院陪老伴，3栋今天没人通知，麻烦安排别人", Meaning.HELP, Why.TROUBLE),
        ("小陈咋还没吱声呢", Meaning.OTHER, Why.OTHER),
        ("妈你晚上回来吃饭伐", Meaning.ASK, Why.UNSURE),
        ("收到，704不让贴条儿，撕了我两回了", Meaning.NOTE, Why.MORE),
    ],
)
def test_the_model_settles_what_the_rules_do_not_understand(
    text: str, meaning: Meaning, why: Why
) -> None:
    assert read_by_rules(text, WANG).meaning is not meaning
    found = read(text, WANG)
    assert (found.meaning, found.why) == (meaning, why)
    assert found.words


def test_the_words_that_decided_are_those_of_the_clause_that_decided() -> None:
    assert read("辛苦了，我在医院住院，通知不了", WANG).words != "辛苦了"
    assert read("没通知到，一家也没有，我刚看见", WANG).words in {"没通知到", "一家也没有"}


def test_what_the_rules_understand_whole_stays() -> None:
    for text in ("收到吗", "5栋收到", "着火了", "几点恢复", "等会儿", "主任收到", "停水"):
        assert read(text, WANG) == read_by_rules(text, WANG)


def test_danger_that_a_rule_finds_stays_whatever_the_model_thinks() -> None:
    for text in ("收到，演习的着火点在二单元，都通知了", "收到，电视里着火了哈哈"):
        assert read_by_rules(text, WANG).danger
        assert read(text, WANG).danger


def test_trouble_that_the_model_knows_as_danger_is_danger() -> None:
    text = "有个老头突然不动了"
    assert read_by_rules(text, WANG).why is Why.TROUBLE
    assert read(text, WANG).danger


def test_an_offices_own_word_decides_alone() -> None:
    text = "收到，我屋头水桶都接满了哈哈"
    assert read(text, WANG).meaning is Meaning.YES
    ours = lexicon_of({"trouble": ["接满"]})
    assert read(text, WANG, ours).meaning is Meaning.HELP
    ours = lexicon_of({"neutral": ["接满"]})
    assert read(text, WANG, ours) == read_by_rules(text, WANG, ours)


def test_nothing_counts_without_an_answer() -> None:
    """The model alone never turns trouble or a remark into 收到."""
    for text in ("楼道的灯一闪一闪", "隔壁在装修呢", "今天菜场的鱼新鲜"):
        assert read(text, WANG).meaning not in {Meaning.YES, Meaning.NOTE}


def test_buildings_are_named_whoever_decides() -> None:
    assert read("隔壁四栋说他们没收到", WANG).buildings == ("4",)


@pytest.mark.parametrize("label", list(Label))
def test_what_the_model_is_sure_of_wins_where_the_rules_are_in_doubt(label: Label) -> None:
    odds = [0.93 if each is label else 0.01 for each in LABELS]
    assert likeliest(Why.UNSURE, odds) is label


def test_two_ways_of_denying_or_asking_count_together() -> None:
    odds = dict.fromkeys(LABELS, 0.0) | {Label.DENIAL: 0.3, Label.QUESTION: 0.32, Label.ASK: 0.22}
    assert likeliest(Why.UNSURE, list(odds.values())) is Label.QUESTION
    odds = dict.fromkeys(LABELS, 0.0) | {Label.TROUBLE: 0.3, Label.DANGER: 0.29, Label.ASK: 0.2}
    assert likeliest(Why.UNSURE, list(odds.values())) is Label.TROUBLE
    with pytest.raises(ValueError, match="shorter"):
        likeliest(Why.UNSURE, [0.5])


def test_a_guess_is_marked_and_words_are_kept() -> None:
    assert read("有个老头突然不动了", WANG).guessed
    assert read("有个老头突然不动了", WANG).words
    for text in ("着火了", "火已经灭了，就烧了个垃圾桶，没人伤着", "aslkdjf", "🌹"):
        found = read(text, WANG)
        assert (found, found.guessed) == (read_by_rules(text, WANG), False)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("住户不配合", Meaning.HELP), ("今天吃啥", Meaning.ASK), ("四天没见楼上人", Meaning.HELP)],
)
def test_what_counts_as_nothing_needs_no_answering_word(text: str, meaning: Meaning) -> None:
    assert read_by_rules(text, WANG).meaning is Meaning.NO
    assert read(text, WANG).meaning is meaning
