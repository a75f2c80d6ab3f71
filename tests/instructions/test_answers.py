"""What typed replies count as."""

import pytest

from bot.instructions.answers import Said, classify, fold, is_bare_cry, is_small_talk


@pytest.mark.parametrize(
    "text",
    [
        "收到", "收", "已收到", "明白", "知道了", "好的", "好", "1", "OK", "👍",
        "收到！！", "收到收到", "ＯＫ", "好的。", "１", "👍🏻", "收到 ", "收 到", "好好好", "ok!",
        "收到，谢谢", "谢谢，收到", "知道了，辛苦了", "收到🙏", "沒問題", "明白了", "Got it!",
        "Received.",
    ],
)  # fmt: skip
def test_answer_words_in_all_their_shapes(text: str) -> None:
    assert classify(text) is Said.YES
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "没接到", "沒收到", "未收到", "不去", "收到了吗", "收到？", "好的?", "我不明白", "还没通知",
        "几点开始", "not received", "What is it", "老人不在家",
    ],
)  # fmt: skip
def test_a_negation_or_a_question_is_no_answer(text: str) -> None:
    assert classify(text) is Said.DOUBT


@pytest.mark.parametrize(
    "text", ["有困难", "請幫忙", "求助", "帮帮我", "help", "门打不开，求助", "能帮我吗？", "SOS"]
)
def test_a_cry_for_help_is_heard_even_with_a_negation_in_it(text: str) -> None:
    assert classify(text) is Said.HELP


@pytest.mark.parametrize("text", ["没有困难", "不用帮", "无困难", "帮不了", "no help needed"])
def test_no_help_wanted_is_not_a_cry_for_help(text: str) -> None:
    assert classify(text) is not Said.HELP


@pytest.mark.parametrize(
    "text", ["門壞了", "收到，3楼王阿姨在外地", "已经贴了通知单", "🎉🎉 done it"]
)
def test_anything_else_counts_with_a_note(text: str) -> None:
    assert classify(text) is Said.NOTE


@pytest.mark.parametrize("text", ["谢谢", "辛苦了！", "thanks", "🙏", "……", ""])
def test_thanks_never_begin_an_instruction(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize("text", ["今晚停水", "明天开会，请准时", "收到通知的请回复"])
def test_an_instruction_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


def test_folding_levels_script_width_and_repeats() -> None:
    assert fold("已 收到！已收到") == fold("已收到")
    assert fold("ＯＫ") == "ok"
    assert fold("沒問題") == "没问题"


@pytest.mark.parametrize("text", ["困难", "有困難！", "求助", "Help!", "SOS"])
def test_a_bare_cry_says_nothing_of_the_trouble(text: str) -> None:
    assert is_bare_cry(text)
    assert not is_bare_cry(f"{text} 三楼老人摔倒了")
