"""Valid settings of `config.toml`, and the defaults."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from bot.config import Config, Quiet, load_config

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"
Load = Callable[[str], Config]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a configuration written here."""

    def write_and_load(text: str) -> Config:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return load_config(path)

    return write_and_load


def test_an_empty_file_means_the_defaults(load: Load, tmp_path: Path) -> None:
    config = load("")
    routine, urgent = config.escalation.routine, config.escalation.urgent
    assert (config.language, config.timezone) == ("zh-hans", ZoneInfo("Asia/Shanghai"))
    assert config.telegram.base_url == "https://api.telegram.org"
    assert config.database.file == tmp_path / "gridcall.sqlite"
    assert [(step.after, step.to) for step in routine.steps] == [
        (timedelta(minutes=30), "holder"),
        (timedelta(hours=1), "deputies"),
        (timedelta(minutes=90), "parent"),
        (timedelta(hours=2), "liaison"),
        (timedelta(hours=3), "supervisor"),
    ]
    assert [step.after // timedelta(minutes=1) for step in urgent.steps] == [5, 10, 15, 20, 30]
    assert (routine.relay_after, urgent.relay_after) == (timedelta(minutes=45), None)
    assert (routine.bundle, urgent.bundle) == (timedelta(minutes=10), timedelta(minutes=1))
    assert routine.quiet == Quiet.model_validate({"from": "22:00", "to": "07:00"})
    assert [tier.code for tier in config.tiers] == ["community", "branch", "building"]


def test_the_example_loads_and_shows_the_defaults(load: Load) -> None:
    assert load(EXAMPLE.read_text(encoding="utf-8")) == load("")


def test_the_example_names_every_key() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    missing = [key for key in keys(Config) if not re.search(rf"(^|[\[. {{]){key}\b", text, re.M)]
    assert not missing


def keys(model: type[BaseModel]) -> set[str]:
    found = {field.alias or name for name, field in model.model_fields.items()}
    for field in model.model_fields.values():
        for inner in models_in(field.annotation):
            found |= keys(inner)
    return found


def models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in models_in(part)]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("5s", timedelta(seconds=5)),
        ("30m", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        ("365d", timedelta(days=365)),
        ("0s", timedelta(0)),
    ],
)
def test_durations(load: Load, text: str, length: timedelta) -> None:
    assert load(f'[cards]\nundo = "{text}"').cards.undo == length


def test_what_can_be_set(load: Load) -> None:
    config = load("""
        language = "en"
        timezone = "Asia/Taipei"
        [telegram]
        base_url = "http://127.0.0.1:8081/"
        operators = [1, 2]
        [escalation.routine]
        steps = [{ after = "1s", to = "liaison" }]
        repeat = { every = "1h", times = 3 }
        quiet = { from = "23:30" }
        [digest]
        at = ["18:00", "7:05"]
    """)
    routine = config.escalation.routine
    assert (config.language, str(config.timezone)) == ("en", "Asia/Taipei")
    assert config.telegram.base_url == "http://127.0.0.1:8081"
    assert config.telegram.operators == (1, 2)
    assert [step.to for step in routine.steps] == ["liaison"]
    assert routine.repeat
    assert (routine.repeat.every, routine.repeat.times) == (timedelta(hours=1), 3)
    assert routine.quiet
    assert (routine.quiet.start, routine.quiet.end) == (time(23, 30), time(7))
    assert config.digest.at == (time(7, 5), time(18))


def test_equal_quiet_times_mean_none(load: Load) -> None:
    config = load('[escalation.routine]\nquiet = { from = "00:00", to = "00:00" }')
    assert config.escalation.routine.quiet is None


def test_other_tiers(load: Load) -> None:
    names = ["区", "社区", "楼"]
    text = "".join(f'[[tiers]]\ncode = "t{n}"\nname = "{name}"\n' for n, name in enumerate(names))
    assert [tier.name for tier in load(text).tiers] == names
    assert load(text).tiers[0].headings == ("区", "t0")


def test_a_byte_order_mark_is_forgiven(load: Load) -> None:
    assert load('\ufefflanguage = "en"').language == "en"


def test_nothing_listens_without_a_port(load: Load) -> None:
    assert load("").web.port is None
    assert load("[web]\nport = 9464").web.port == 9464
