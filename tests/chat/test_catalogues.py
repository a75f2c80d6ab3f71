"""Every text of the program exists in three languages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from opencc import OpenCC

from bot.chat.sentences import SENTENCES, TABLES
from bot.chat.texts import LANGUAGES, catalogue_files
from tests.chat.extract import refusals, said

CHINESE = [language for language in LANGUAGES if language != "en"]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
SAME_IN_BOTH = set("台里群周面后余松只于表系回尽升才")
"""Characters the converter would change although they are Traditional too, in some sense."""


def entries(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file, abort_invalid=True) if message.id]


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def translations(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def all_entries(language: str) -> list[Message]:
    return [message for path in catalogue_files(language) for message in entries(path)]


@pytest.mark.parametrize("language", CHINESE)
def test_everything_said_is_translated(language: str) -> None:
    known = {singular(message): message for message in all_entries(language)}
    missing = {f"{each.where} {each.msgid}" for each in said() if each.msgid not in known}
    assert not missing
    unfinished = [key for key, each in known.items() if each.fuzzy or not all(translations(each))]
    assert not unfinished


@pytest.mark.parametrize("language", CHINESE)
def test_nothing_is_translated_that_is_not_said(language: str) -> None:
    used = {each.msgid for each in said()}
    assert not {singular(message) for message in all_entries(language)} - used


@pytest.mark.parametrize("language", CHINESE)
def test_no_text_stands_in_two_catalogues(language: str) -> None:
    counts = Counter(singular(message) for message in all_entries(language))
    assert not [msgid for msgid, count in counts.items() if count > 1]


@pytest.mark.parametrize("language", CHINESE)
def test_plurals_are_translated_as_plurals(language: str) -> None:
    plural = {each.msgid: each.plural for each in said() if each.plural}
    for message in all_entries(language):
        form = None if isinstance(message.id, str) else message.id[1]
        assert form == plural.get(singular(message)), message.id


@pytest.mark.parametrize("language", CHINESE)
def test_translations_have_the_same_placeholders(language: str) -> None:
    for message in all_entries(language):
        wanted = set(PLACEHOLDER.findall(singular(message)))
        for text in translations(message):
            assert set(PLACEHOLDER.findall(text)) | {"n"} == wanted | {"n"}, text


def test_every_placeholder_is_filled() -> None:
    for each in said():
        wanted = set(PLACEHOLDER.findall(each.msgid + (each.plural or "")))
        assert each.facts is None or wanted <= each.facts, each


def test_traditional_has_no_simplified_characters() -> None:
    convert = OpenCC("s2t").convert
    for message in all_entries("zh-hant"):
        for text in translations(message):
            changed = {a for a, b in zip(text, convert(text), strict=True) if a != b}
            assert not changed - SAME_IN_BOTH, text


def test_every_refusal_has_a_sentence_and_its_facts() -> None:
    for each in refusals():
        assert each.reason in SENTENCES, each
        assert set(PLACEHOLDER.findall(SENTENCES[each.reason])) <= each.facts, each


def test_no_refusal_has_two_sentences() -> None:
    assert sum(len(table) for table in TABLES) == len(SENTENCES)


def test_subjects_are_the_same_in_both() -> None:
    names = [[path.name for path in catalogue_files(language)] for language in CHINESE]
    assert names[0] == names[1]
