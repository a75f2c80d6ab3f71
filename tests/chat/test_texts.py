from __future__ import annotations

import pytest

from bot.chat.sentences import sentence
from bot.chat.text import bold, plain
from bot.chat.texts import LANGUAGES, language_from_telegram, translator
from bot.errors import Refused


@pytest.mark.parametrize(
    ("code", "language"),
    [
        *dict.fromkeys(["zh", "zh-cn", "zh-SG", "zh-hans", "zh_Hans_HK"], "zh-hans").items(),
        *dict.fromkeys(["zh-tw", "zh-HK", "zh-mo", "zh-hant", "zh-Hant-TW"], "zh-hant").items(),
        *dict.fromkeys(["en", "en-US", "en-GB"], "en").items(),
        *dict.fromkeys(["de", "", "eng", None]).items(),
    ],
)  # fmt: skip
def test_languages_of_telegram(code: str | None, language: str | None) -> None:
    assert language_from_telegram(code) == language


def test_an_unknown_language_is_english() -> None:
    assert translator("de").language == "en"
    assert [translator(each).language for each in LANGUAGES] == list(LANGUAGES)


def test_what_fills_a_text_is_not_a_template() -> None:
    t = translator("en")
    assert t("Hello {name}", name="{other}", other="x") == "Hello {other}"
    assert t("Hello {name}") == "Hello {name}"
    assert t("{name.__class__}", name="x") == "{name.__class__}"


def test_numbers_choose_the_form() -> None:
    t = translator("en")
    assert [t.n("{n} gap", "{n} gaps", n) for n in (0, 1, 2)] == ["0 gaps", "1 gap", "2 gaps"]


def test_texts_keep_entities_of_what_fills_them() -> None:
    said = translator("en").text("Dear {name}, {n} left", name=bold("Li"), n=3)
    assert said == plain("Dear ") + bold("Li") + ", 3 left"


def test_a_refusal_becomes_a_sentence() -> None:
    said = [sentence(Refused("not_allowed"), translator(language)) for language in LANGUAGES]
    assert said[0] == "抱歉，这不在您负责的范围里。"
    assert len(set(said)) == 3
