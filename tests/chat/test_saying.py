"""Sentences that were kept as values, said in each language."""

from __future__ import annotations

from bot.chat.escalation.reminded import reminded_said
from bot.chat.places import SomeUnits, Spot
from bot.chat.saying import in_words
from bot.chat.texts import translator
from bot.messages.sentences import Sentence, to_say, to_say_n


def said(sentence: Sentence) -> tuple[str, ...]:
    return tuple(in_words(sentence, translator(each)) for each in ("zh-hans", "zh-hant", "en"))


def test_names_and_numbers_are_filled_in_for_the_reader() -> None:
    names = to_say("All right, {names} has been told.", names=("陈刚", "李敏"))
    assert said(names) == (
        "好的，已转告陈刚、李敏。", "好的，已轉告陈刚、李敏。",
        "All right, 陈刚, 李敏 has been told.",
    )  # fmt: skip
    one, two = (to_say_n("Asked in {n} group.", "Asked in {n} groups.", n) for n in (1, 2))
    assert said(one)[2] == "Asked in 1 group."
    assert said(two)[2] == "Asked in 2 groups."


def test_sentences_stand_in_sentences() -> None:
    lost = SomeUnits(2, [Spot("3栋", "幸福里"), Spot("4栋", "幸福里")])
    mainland, _, english = said(reminded_said(1, 3, lost, own=False, more=True))
    assert mainland == "已提醒 1 位，2 处联系不上：幸福里 3、4 栋。其余的请再点一次。"
    assert english == (
        "1 person has been reminded, 2 units cannot be reached: 幸福里 3, 4 栋."
        " Press again for the rest."
    )
    assert said(reminded_said(0, 0, None, own=False, more=False))[0] == "都已回复，不用提醒了。"
