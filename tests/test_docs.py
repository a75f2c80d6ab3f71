"""The documents are true: commands, links, buttons, figures, the version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot import __version__
from bot.chat.commands import GROUP, PRIVATE
from bot.chat.texts import LANGUAGES, catalogue_files
from bot.cli import app

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md", "README.zh-Hant.md")
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    key=lambda path: path.as_posix(),
)
FOR_USERS = sorted((ROOT / "docs" / "zh").glob("*.md"))
_BLOCK = re.compile(r"^ *```\w*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
_CALL = re.compile(
    r"(?:\d.* && )?(?:cd \S+ && )?(?:sudo -u gridcall )?(?:\S*bin/)?gridcall (.+)"
    r"|docker compose (?:run|exec)\b.*\bgridcall (.+)"
)
_BUTTON = re.compile(r"\[([^\]\[`]+)\](?!\()")


def read(path: Path) -> str:
    return path.read_text("utf-8")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands(text: str) -> Iterator[str]:
    """Every command line in blocks and in the running text."""
    for block in _BLOCK.findall(text):
        yield from (line.strip() for line in block.splitlines())
    yield from _INLINE.findall(_BLOCK.sub("", text))


def gridcalls(text: str) -> Iterator[list[str]]:
    """The words after `gridcall` of each call."""
    for line in commands(text):
        if found := _CALL.match(line):
            yield "".join(found.groups("")).partition("  #")[0].split()


def command_of(words: list[str]) -> Any:
    """The command the first words name; they are taken away."""
    found: Any = typer.main.get_command(app)
    while hasattr(found, "get_command") and words and not words[0].startswith("-"):
        below = found.get_command(None, words[0])
        assert below is not None, f"gridcall {words[0]}"
        found = below
        words.pop(0)
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_command_and_option_is_there(path: Path) -> None:
    for words in gridcalls(read(path)):
        found = command_of(words)
        known = {name for each in found.params for name in each.opts} | {"--help"}
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= known, words


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_make_target_is_there(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    for line in commands(read(path)):
        if found := re.match(r"make ([a-z]+)", line):
            assert found[1] in targets, line


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(path: Path) -> None:
    for pair in _LINK.findall(read(path)):
        target = "".join(pair).partition("#")[0]
        if target and "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", FOR_USERS, ids=named)
def test_buttons_and_commands_are_called_what_users_see(path: Path) -> None:
    said = "\n".join(read(each) for each in catalogue_files("zh-hans"))
    shown = set(re.findall(r'^msgstr(?:\[0\])? "(.+)"$', said, re.MULTILINE))
    text = _BLOCK.sub("", read(path))
    assert set(_BUTTON.findall(_INLINE.sub("", text))) <= shown
    typed = set(re.findall(r"(?<![\w/.`])/([a-z]+)\b(?![/.])", _INLINE.sub("", text)))
    assert typed <= {*PRIVATE, *GROUP}


def test_the_english_page_calls_buttons_what_users_see() -> None:
    said = "\n".join(read(each) for each in catalogue_files("zh-hans"))
    shown = set(re.findall(r'^msgid "(.+)"$', said, re.MULTILINE))
    text = read(ROOT / "docs" / "users.md")
    buttons = {" ".join(each.split()) for each in _BUTTON.findall(text)}
    assert buttons
    assert buttons <= shown


PEOPLE = sorted((ROOT / "docs" / "people").rglob("*.md"))
_ALT = re.compile(r'alt="([^"]*)"')


@pytest.mark.parametrize("path", PEOPLE, ids=named)
def test_a_page_for_one_role_fits_two_screens_and_says_what_users_see(path: Path) -> None:
    """Its buttons are called so in its language, and both of its pictures are there and small."""
    text, language = read(path), path.parent.name
    files = catalogue_files("zh-hans" if language == "en" else language)
    word = r'^msgid "(.+)"$' if language == "en" else r'^msgstr(?:\[0\])? "(.+)"$'
    shown = set(re.findall(word, "\n".join(map(read, files)), re.MULTILINE))
    buttons = set(_BUTTON.findall(_INLINE.sub("", text)))
    assert buttons <= shown, buttons - shown
    assert len(text.splitlines()) <= 30
    pictures = [path.parent / f"{path.stem}-{n}.png" for n in (1, 2)]
    assert all(f'src="{each.name}"' in text for each in pictures)
    assert all(each.stat().st_size < 100_000 for each in pictures)
    assert all(_ALT.findall(text))


def test_every_role_has_a_page_in_every_language() -> None:
    found = {
        language: {e.stem for e in PEOPLE if e.parent.name == language} for language in LANGUAGES
    }
    assert len(set(map(frozenset, found.values()))) == 1
    assert len(found["en"]) == 5


@pytest.mark.parametrize("path", FOR_USERS, ids=named)
def test_a_page_for_users_is_read_in_two_minutes(path: Path) -> None:
    most = 100 if path.stem == "install" else 60
    assert len(read(path).splitlines()) <= most


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_version_is_this_one(name: str) -> None:
    assert f" {__version__}" in read(ROOT / name)


def test_the_readmes_give_the_same_commands() -> None:
    english, chinese, traditional = (list(map(tuple, gridcalls(read(ROOT / n)))) for n in READMES)
    assert [c for c in english if c in chinese] == chinese
    assert set(traditional) <= set(english)


PRIVACY = [ROOT / "docs" / "privacy.md", ROOT / "docs" / "zh" / "privacy.md"]
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize("path", PRIVACY, ids=named)
def test_each_duty_names_tests_that_are_there(path: Path) -> None:
    found = _TEST.findall(read(path))
    assert len(found) >= 4
    for file, name in found:
        assert re.search(rf"^(async )?def {name}\(", read(ROOT / file), re.MULTILINE), name


@pytest.mark.parametrize("path", PRIVACY, ids=named)
def test_each_duty_is_there(path: Path) -> None:
    text = read(path)
    articles = ("6", "17", "19", "45", "47")
    chinese = ("第六", "十七", "十九", "四十五", "四十七")
    duties = chinese if path.parent.name == "zh" else articles
    law = text.partition("PIPL" if duties == articles else "个人信息保护法")[2]
    assert [each for each in duties if each not in law] == []
    assert {"5", "13", "15", "17"} <= set(re.findall(r"\d+", text))
