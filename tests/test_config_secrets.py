"""Where the token and the paths are found, and that no secret is repeated."""

import logging
import traceback
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, load_config
from tests.canary import CANARY, TOKEN


def written(folder: Path, text: str) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_the_token_itself(tmp_path: Path) -> None:
    config = written(tmp_path, f'[telegram]\ntoken = " {TOKEN} "')
    assert config.telegram.secret() == TOKEN


def test_a_token_file_lies_beside_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token.txt").write_text(f"{TOKEN}\n", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    config = written(tmp_path, '[telegram]\ntoken_file = "token.txt"')
    assert config.telegram.secret() == TOKEN


def test_without_a_token_only_its_use_is_refused(tmp_path: Path) -> None:
    config = written(tmp_path, "")
    with pytest.raises(ConfigError, match=r"set telegram\.token or telegram\.token_file\."):
        config.telegram.secret()


def test_a_token_file_that_is_missing_or_holds_none(tmp_path: Path) -> None:
    config = written(tmp_path, '[telegram]\ntoken_file = "token.txt"')
    with pytest.raises(ConfigError, match=r"Cannot read .*token\.txt: No such file"):
        config.telegram.secret()
    (tmp_path / "token.txt").write_text("hunter2 ", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"token\.txt does not hold a bot token\.$"):
        config.telegram.secret()


@pytest.mark.parametrize(
    "text",
    [
        f'[telegram]\ntoken = "{TOKEN}"\ntoken_file = "token.txt"',
        f'[telegram]\ntoken = "{TOKEN}"\noperators = 5',
        f'[telegram]\ntoken = "{TOKEN}!"',
        f'[telegram]\ntokne = "{TOKEN}"',
        f'[telegram]\nbase_url = "{TOKEN}"',
        f'telegram = "{TOKEN}"',
        f'[telegram]\ntoken = "{TOKEN}',
        f'[database]\nurl = "mysql://root:{TOKEN}@host/db"',
    ],
)
def test_a_refusal_never_repeats_a_secret(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        written(tmp_path, text)
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_a_configuration_can_be_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIDCALL_DATABASE__URL", "postgresql://grid:hunter2@host/grid")
    config = written(tmp_path, f'[telegram]\ntoken = "{TOKEN}"')
    logging.getLogger(__name__).warning("%r %s %r", config, config, config.model_dump())
    assert CANARY not in caplog.text.replace(config.database.url, "")
    assert CANARY not in repr(config)


def test_a_database_lies_beside_the_configuration(tmp_path: Path) -> None:
    config = written(tmp_path, '[database]\nurl = "sqlite:///data/grid.db"')
    assert config.database.file == tmp_path / "data" / "grid.db"
    assert config.database.url == f"sqlite:///{tmp_path}/data/grid.db"
    assert written(tmp_path, f'[database]\nurl = "{config.database.url}"') == config


def test_a_server_has_no_file(tmp_path: Path) -> None:
    config = written(tmp_path, '[database]\nurl = "postgresql://grid@host/grid"')
    assert (config.database.file, config.database.url) == (None, "postgresql://grid@host/grid")


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite:///:memory:", "grid.db", "sqlite://grid.db"])
def test_other_databases_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match=r"database\.url"):
        written(tmp_path, f'[database]\nurl = "{url}"')
