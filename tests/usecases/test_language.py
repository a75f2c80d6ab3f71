"""Languages and help, product.md, "Languages"."""

from __future__ import annotations

import pytest

from bot.usecases import notices
from bot.usecases.groups import bind_questions
from bot.usecases.groups.bind_questions import Bind
from bot.usecases.house import language
from bot.usecases.house.language import AskLanguage, Choose
from bot.usecases.notices import AskHelpText
from tests.usecases.stage import OPERATORS, Stage

GROUP = -1001


async def test_a_person_chooses_their_language(stage: Stage) -> None:
    await stage.do(language.ask_language, AskLanguage(904, 904, OPERATORS))
    asked = await stage.last(904)
    assert asked.labels == ["简体中文", "繁體中文", "English"]
    await stage.do(language.choose, Choose(904, 904, asked.id, "en", OPERATORS))
    assert (await stage.last(904)).text == "From now on I speak English here."
    await stage.do(language.choose, Choose(904, 904, asked.id, "zh-hant", OPERATORS))
    assert (await stage.last(904)).text == "好的，以後在這裡說繁體中文。"


async def test_a_groups_language_is_for_those_who_may_bind(stage: Stage) -> None:
    await stage.do(bind_questions.bind_here, Bind(902, GROUP, 1, "群", "XFL", OPERATORS))
    for by in (904, 5555):
        await stage.refused("not_allowed", language.ask_language, AskLanguage(by, GROUP, OPERATORS))
    await stage.refused("anonymous", language.ask_language, AskLanguage(None, GROUP, OPERATORS))
    await stage.do(language.ask_language, AskLanguage(902, GROUP, OPERATORS))
    asked = await stage.last(GROUP)
    pressed = Choose(904, GROUP, asked.id, "en", OPERATORS)
    await stage.refused("not_allowed", language.choose, pressed)
    await stage.do(language.choose, Choose(900, GROUP, asked.id, "en", OPERATORS))
    assert (await stage.last(GROUP)).text == "From now on I speak English here."
    assert (await stage.said(GROUP))[0].text.startswith("Hello everyone!")


@pytest.mark.parametrize(
    ("chat", "begins"),
    [
        (904, "有通知我会告诉您"),
        (900, "要发通知，直接写给我就行"),
        (999, "您是管理员"),
        (5555, "请私聊我发送 /start"),
        (GROUP, "我只发通知、记“收到”"),
    ],
)
async def test_help_says_what_the_asker_can_do(stage: Stage, chat: int, begins: str) -> None:
    await stage.do(notices.explain_use, AskHelpText(abs(chat), chat, OPERATORS))
    assert (await stage.last(chat)).text.startswith(begins)
