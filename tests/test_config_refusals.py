"""Error messages for an unusable `config.toml`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, load_config

Load = Callable[[str], Config]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a configuration written here."""

    def write_and_load(text: str) -> Config:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return load_config(path)

    return write_and_load


def refusal(load: Load, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(text)
    assert caught.value.__cause__ is None
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[telegram]\ntokne = 1",
            (
                "Unknown key telegram.tokne. Did you mean token? "
                "Allowed here: token, token_file, base_url, rich_messages, operators."
            ),
        ),
        (
            "colour = 1",
            (
                "Unknown key colour. Allowed here: language, timezone, telegram, database, "
                "delivery, cards, approval, escalation, drill, digest, gaps, retention, web, "
                "board, words, log, roster, posts, help, tiers."
            ),
        ),
        (
            '[words]\nassent = ["。"]',
            "Wrong value for words.assent[0]: must hold a word or an emoji. It is “。”.",
        ),
        (
            '[words]\nassent = ["中嘞"]\ndenial = ["中嘞"]',
            "Wrong value for words: “中嘞” stands under two keys.",
        ),
        (
            '[retention]\nlog = "5d"',
            'Wrong value for retention.log: must be at least "30d". It is “5d”.',
        ),
        (
            '[escalation.urgent]\nquiet = { from = "22:00", to = "07:00" }',
            (
                "Unknown key escalation.urgent.quiet. "
                "Allowed here: steps, repeat, relay_after, bundle."
            ),
        ),
        (
            "[escalation.routine]\nquiet = { form = 1 }",
            "Unknown key escalation.routine.quiet.form. Did you mean from? Allowed here: from, to.",
        ),
        (
            '[[tiers]]\ncode = "a"\nname = "A"\nheading = []\n[[tiers]]\ncode = "b"\nname = "B"',
            (
                "Unknown key tiers[0].heading. Did you mean headings? "
                "Allowed here: code, name, headings."
            ),
        ),
        (
            'language = "zh"',
            "Wrong value for language: must be one of: zh-hans, zh-hant, en. It is “zh”.",
        ),
        (
            'timezone = "../etc/passwd"',
            (
                'Wrong value for timezone: must be a time zone such as "Asia/Shanghai". '
                "It is “../etc/passwd”."
            ),
        ),
        (
            "telegram = 5",
            "Wrong value for telegram: must be a section with keys of its own.",
        ),
        (
            "[telegram]\noperators = [0]",
            "Wrong value for telegram.operators[0]: must be greater than 0. It is “0”.",
        ),
        (
            "[telegram]\noperators = [4711, 777000]",
            (
                "Wrong value for telegram.operators[1]: this is Telegram itself; "
                "please name the operator's own account. It is “777000”."
            ),
        ),
        (
            "[telegram]\noperators = [1087968824, 136817688]",
            (
                "Wrong value for telegram.operators[0]: this stands for all anonymous "
                "administrators; please name the operator's own account. It is “1087968824”.\n"
                "Wrong value for telegram.operators[1]: this stands for all channels; "
                "please name the operator's own account. It is “136817688”."
            ),
        ),
        (
            '[database]\nurl = "mysql://root:hunter2@host/db"',
            'Wrong value for database.url: must be "sqlite:///FILE" or "postgresql://…".',
        ),
        (
            "[delivery]\nmessages_per_second = 0",
            "Wrong value for delivery.messages_per_second: must be greater than 0. It is “0”.",
        ),
        (
            "[escalation.routine]\nsteps = []",
            "Wrong value for escalation.routine.steps: must not be empty.",
        ),
        (
            '[escalation.routine]\nsteps = [{ after = "1h", to = "mayor" }]',
            (
                "Wrong value for escalation.routine.steps[0].to: "
                "must be one of: holder, deputies, parent, liaison, supervisor. It is “mayor”."
            ),
        ),
        (
            (
                "[escalation.routine]\n"
                'steps = [{ after = "1h", to = "holder" }, { after = "60m", to = "parent" }]'
            ),
            (
                "Wrong value for escalation.routine.steps: "
                "each step must come later than the one before it."
            ),
        ),
        (
            '[escalation.urgent]\nrepeat = { every = "1h" }',
            "Missing key escalation.urgent.repeat.times.",
        ),
        (
            '[digest]\nat = ["24:00"]',
            'Wrong value for digest.at[0]: must be a time of day such as "08:30". It is “24:00”.',
        ),
        (
            '[[tiers]]\ncode = "a"\n[[tiers]]\ncode = "b"\nname = "B"',
            "Missing key tiers[0].name.",
        ),
        (
            '[[tiers]]\ncode = "a"\nname = "A"',
            "Wrong value for tiers: must name at least two tiers.",
        ),
        (
            '[[tiers]]\ncode = "a"\nname = "A"\n[[tiers]]\ncode = "a"\nname = "B"',
            "Wrong value for tiers: two tiers share the code a.",
        ),
    ],
)
def test_what_is_refused_is_named(load: Load, text: str, said: str) -> None:
    assert refusal(load, text) == said


@pytest.mark.parametrize("wrong", ['"5"', "5", '"5 weeks"', '"-5s"', '"1h30m"', '"99999999999d"'])
def test_other_durations_are_refused(load: Load, wrong: str) -> None:
    said = refusal(load, f"[cards]\nundo = {wrong}")
    value = wrong.strip('"')
    assert said == (
        'Wrong value for cards.undo: must be a duration such as "5s", "30m", "2h" or "365d".'
        f" It is “{value}”."
    )


def test_every_mistake_is_said_at_once(load: Load) -> None:
    assert len(refusal(load, 'language = "fr"\n[cards]\nundo = 1\nredo = 2').splitlines()) == 3


def test_a_file_that_is_missing_or_no_toml(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    with pytest.raises(ConfigError, match=r"There is no configuration file .*config\.toml\."):
        load_config(path)
    path.write_text("language = ", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml is not valid TOML: Invalid value"):
        load_config(path)
    path.write_bytes("language = '简体'".encode("gb18030"))
    with pytest.raises(ConfigError, match=r"config\.toml is not UTF-8 text\."):
        load_config(path)
    with pytest.raises(ConfigError, match=r"Cannot read .*: Is a directory\."):
        load_config(tmp_path)
