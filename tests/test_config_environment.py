"""Every key of `config.toml` can be overridden from the environment."""

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, load_config

Load = Callable[..., Config]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load a file under these variables."""

    def write_and_load(text: str = "", **variables: str) -> Config:
        for name, value in variables.items():
            monkeypatch.setenv(f"GRIDCALL_{name}", value)
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return load_config(path)

    return write_and_load


def refusal(load: Load, **variables: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(**variables)
    return str(caught.value)


def test_the_environment_wins_key_by_key(load: Load) -> None:
    text = '[delivery]\nmessages_per_second = 5\ngroup_messages_per_minute = 6\n[cards]\nundo="1s"'
    config = load(text, DELIVERY__MESSAGES_PER_SECOND="7.5", CARDS__UNDO="0s", LANGUAGE="en")
    assert config.delivery.messages_per_second == 7.5
    assert config.delivery.group_messages_per_minute == 6
    assert (config.cards.undo, config.language) == (timedelta(0), "en")


def test_deep_keys_and_lists(load: Load) -> None:
    config = load(
        TELEGRAM__OPERATORS="[1, 2]",
        ESCALATION__ROUTINE__STEPS='[{"after": "5s", "to": "holder"}]',
        ESCALATION__ROUTINE__QUIET__FROM="21:00",
        ESCALATION__URGENT__REPEAT='{"every": "1m", "times": 2}',
        DIGEST__AT='["06:00"]',
        TIERS='[{"code": "a", "name": "A"}, {"code": "b", "name": "B"}]',
    )
    assert config.telegram.operators == (1, 2)
    assert config.escalation.routine.steps[0].after == timedelta(seconds=5)
    assert config.escalation.routine.quiet
    assert config.escalation.routine.quiet.start == time(21)
    assert config.escalation.urgent.repeat
    assert config.escalation.urgent.repeat.times == 2
    assert config.digest.at == (time(6),)
    assert [tier.name for tier in config.tiers] == ["A", "B"]


def test_an_empty_variable_sets_nothing(load: Load) -> None:
    assert load('language = "en"', LANGUAGE="").language == "en"


@pytest.mark.parametrize("value", ["12, 13", "12", "{}", "[1"])
def test_a_list_that_is_no_json(load: Load, value: str) -> None:
    assert refusal(load, TELEGRAM__OPERATORS=value).startswith(
        "Wrong value for telegram.operators: "
        "must be a list (in an environment variable: JSON, such as [1, 2])."
    )


def test_unknown_variables_are_refused(load: Load) -> None:
    assert refusal(load, TELEGRM__TOKEN="1:a").startswith(
        "Unknown key GRIDCALL_TELEGRM__TOKEN. Did you mean telegram? Allowed here: language,"
    )


def test_unknown_keys_of_a_known_section_are_refused(load: Load) -> None:
    assert refusal(load, TELEGRAM__TOKNE="1:a").startswith(
        "Unknown key telegram.tokne. Did you mean token? Allowed here: token, token_file,"
    )


def test_a_section_that_is_no_json(load: Load) -> None:
    assert refusal(load, TELEGRAM="garbage") == (
        "Wrong value for telegram: must be a section with keys of its own."
    )
