"""The project's own files agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest

import bot

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = {re.split(r"[\[<>=]", line)[0] for line in PROJECT["dependencies"]}


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)", text, re.M))


def test_one_version() -> None:
    assert PROJECT["version"] == bot.__version__


def test_what_we_need_is_pinned() -> None:
    assert pins("run").keys() >= DIRECT | {"hatchling"}


def test_tests_run_on_what_runs() -> None:
    assert pins("test").items() >= pins("run").items()


@pytest.mark.parametrize("name", ["run", "test"])
def test_pins_are_hashed_and_name_no_place(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z])", text, flags=re.M)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|file:|--(extra-)?index|--find-links|--trusted|^/", text, re.M)


def test_every_dependency_is_explained() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| ([a-z0-9-]+) \|", text, re.M)) - {"package"} == DIRECT


LAYERS = ("usecases", "chat", "store", "store/queries")
BESIDE_SUBJECTS = {"sentences", "locale", "backup", "delivery", "queries"}
"""Folders of chat and store that belong to no subject: they serve all."""


def subjects() -> set[str]:
    text = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    table = text.partition("| subject |")[2].partition("\n\n")[0]
    return set(re.findall(r"^\| `([a-z]+)` \|", table, re.M))


def folders(layer: str) -> list[Path]:
    found = (each for each in (ROOT / "bot" / layer).iterdir() if each.is_dir())
    return [each for each in found if not each.name.startswith("_")]


@pytest.mark.parametrize("layer", LAYERS)
def test_folders_are_the_subjects(layer: str) -> None:
    names = {each.name for each in folders(layer)} - BESIDE_SUBJECTS
    assert names == subjects() if layer == "usecases" else names <= subjects()


@pytest.mark.parametrize("layer", LAYERS)
def test_no_folder_holds_more_than_twelve_modules(layer: str) -> None:
    for folder in folders(layer):
        held = [*folder.glob("*.sql"), *folder.glob("[!_]*.py")]
        assert len(held) <= 12, folder
