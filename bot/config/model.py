"""The keys with their defaults and allowed values."""

from collections import Counter
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    IPvAnyAddress,
    PositiveInt,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config import values
from bot.config.ladder import Escalation
from bot.config.refusal import ConfigError, SettingsMistake, WrongValue
from bot.config.sources import PREFIX, Environment, not_read
from bot.config.values import Duration, SettingsSection, TimeOfDay
from bot.config.words import Phrases, WordsSettings
from bot.errors import N_

SQLITE = "sqlite:///"
POSTGRESQL = "postgresql://"


class Telegram(SettingsSection):
    """`[telegram]`: which bot, on which server, and who may operate it."""

    token: SecretStr | None = None
    token_file: Path | None = None
    base_url: str = "https://api.telegram.org"
    rich_messages: bool = False
    operators: tuple[Annotated[PositiveInt, AfterValidator(values.operator)], ...] = ()

    @field_validator("token")
    @classmethod
    def _shaped(cls, given: SecretStr | None) -> SecretStr | None:
        return given and SecretStr(values.token(given.get_secret_value()))

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise WrongValue(N_("must start with http:// or https://"))
        return url.rstrip("/")

    @model_validator(mode="after")
    def _one_token(self) -> "Telegram":
        if self.token and self.token_file:
            raise WrongValue(N_("give token or token_file, not both"))
        return self

    def secret(self) -> str:
        """The token; read late, because not every command needs it. Raises ConfigError."""
        if self.token:
            return self.token.get_secret_value()
        if self.token_file is None:
            text = N_("No bot token: set telegram.token or telegram.token_file.")
            raise ConfigError(SettingsMistake(text))
        try:
            return values.token(self.token_file.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise ConfigError(not_read(self.token_file, error)) from None
        except ValueError:
            text = N_("{path} does not hold a bot token.")
            raise ConfigError(SettingsMistake(text, {"path": self.token_file})) from None


class DatabaseSettings(SettingsSection):
    """`[database]`: an SQLite file or a PostgreSQL server. The URL may contain a password."""

    url: str = Field(SQLITE + "gridcall.sqlite", repr=False)

    @field_validator("url")
    @classmethod
    def _known_engine(cls, url: str) -> str:
        file = url.removeprefix(SQLITE)
        if not url.startswith(POSTGRESQL) and file in (url, "", ":memory:"):
            raise WrongValue(N_('must be "sqlite:///FILE" or "postgresql://…"'))
        return url

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for PostgreSQL."""
        return Path(self.url.removeprefix(SQLITE)) if self.url.startswith(SQLITE) else None


class DeliverySettings(SettingsSection):
    """`[delivery]`: Telegram's limits, for a bot that was granted higher ones."""

    messages_per_second: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 30
    group_messages_per_minute: PositiveInt = 20


class Cards(SettingsSection):
    """`[cards]`: how often a card may be edited, and how long a mistake can be undone."""

    edit_interval: Duration = timedelta(seconds=3)
    undo: Duration = timedelta(seconds=20)


class DrillSettings(SettingsSection):
    """`[drill]`: a yearly unannounced drill, and what it says."""

    yearly: bool = False
    text: Annotated[str, Field(max_length=1000)] = ""


def _sorted(hours: tuple[time, ...]) -> tuple[time, ...]:
    return tuple(sorted(set(hours)))


class ApprovalSettings(SettingsSection):
    """`[approval]`: urgent instructions to more units than this take a second person's approval."""

    above: PositiveInt | None = None


class Digest(SettingsSection):
    """`[digest]`: the hours of the summary, in the configured time zone."""

    at: Annotated[tuple[TimeOfDay, ...], AfterValidator(_sorted)] = (time(8, 30), time(17, 30))


def _a_month(kept: timedelta) -> timedelta:
    if kept < timedelta(days=30):
        raise WrongValue(N_('must be at least "30d"'))
    return kept


def _a_day(span: timedelta) -> timedelta:
    if span < timedelta(days=1):
        raise WrongValue(N_('must be at least "1d"'))
    return span


class GapSettings(SettingsSection):
    """`[gaps]`: after how long without a sign of life a post that was asked is a gap."""

    unheard_after: Annotated[Duration, AfterValidator(_a_day)] = timedelta(days=60)


class Retention(SettingsSection):
    """`[retention]`: how long data is kept that nothing depends on any more."""

    log: Annotated[Duration, AfterValidator(_a_month)] = timedelta(days=730)
    instructions: Annotated[Duration, AfterValidator(_a_month)] = timedelta(days=365)


class WebSettings(SettingsSection):
    """`[web]`: health and metrics for this machine; nothing listens without a port."""

    port: Annotated[int, Field(ge=1, le=65535)] | None = None


class BoardSettings(SettingsSection):
    """`[board]`: the page; nothing listens without a port.

    `public_url`: where browsers find it; `address`: where it listens; `proxies`: the addresses of
    proxies that are believed when they say for whom they ask; `sheets`: when the newest call
    sheets are written into `sheets_folder`, looked for beside the settings.
    """

    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    public_url: str = ""
    address: str = "127.0.0.1"
    proxies: tuple[IPvAnyAddress, ...] = ()
    sheets: TimeOfDay | None = None
    sheets_folder: Path = Path("sheets")

    @field_validator("public_url")
    @classmethod
    def _root_of_a_site(cls, url: str) -> str:
        found = url.rstrip("/")
        if found and (not found.startswith(("http://", "https://")) or found.count("/") != 2):
            raise WrongValue(N_("must be an address such as https://board.example.org"))
        return found

    @model_validator(mode="after")
    def _found_somewhere(self) -> "BoardSettings":
        if (self.port is None) != (not self.public_url):
            raise WrongValue(N_("give both port and public_url, or neither"))
        return self


class Log(SettingsSection):
    """`[log]`: the level of `gridcall run`'s log on stderr."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"], BeforeValidator(values.lower)
    ] = "info"


class TierSettings(SettingsSection):
    """`[[tiers]]`: one tier of the tree, topmost first, and its column in a spreadsheet."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Annotated[str, Field(min_length=1)]
    headings: tuple[str, ...] = Field(default_factory=lambda data: (data["name"], data["code"]))


TIERS = (
    TierSettings(code="community", name="社区", headings=("社区", "community")),
    TierSettings(code="branch", name="小区", headings=("小区", "网格", "branch")),
    TierSettings(code="building", name="楼栋", headings=("楼栋", "building")),
)


def _distinct(tiers: tuple[TierSettings, ...]) -> tuple[TierSettings, ...]:
    if len(tiers) < 2:
        raise WrongValue(N_("must name at least two tiers"))
    for key in ("code", "name"):
        (value, times), *_ = Counter(getattr(tier, key) for tier in tiers).most_common(1)
        if times > 1:
            raise WrongValue(N_("two tiers share the {key} {value}"), key=key, value=value)
    return tiers


def _known_region(region: str) -> str:
    if region.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise WrongValue(N_('must be a region such as "CN", "TW", "HK", "MO", "SG" or "MY"'))
    return region.upper()


class RosterTables(SettingsSection):
    """`[roster]`: how the office's spreadsheets are read.

    `community`: the topmost unit where they have no column for it.
    """

    region: Annotated[str, AfterValidator(_known_region)] = "CN"
    community: str = ""


class PostWords(SettingsSection):
    """`[[posts]]`: further words for a post."""

    kind: Literal["lead", "deputy", "helper", "liaison", "supervisor", "property", "owners"]
    words: Annotated[tuple[str, ...], Field(min_length=1)]


class HelpSettings(SettingsSection):
    """`[help]`: the words in a call for help that the parties of the branch hear of as well."""

    property: Phrases = ("停电", "电梯")
    owners: Phrases = ()


class Config(BaseSettings):
    """All settings. The environment takes precedence over the file."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
    )

    language: Literal["zh-hans", "zh-hant", "en"] = "zh-hans"
    timezone: Annotated[ZoneInfo, BeforeValidator(values.read_zone)] = ZoneInfo("Asia/Shanghai")
    telegram: Telegram = Telegram()
    database: DatabaseSettings = DatabaseSettings()
    delivery: DeliverySettings = DeliverySettings()
    cards: Cards = Cards()
    approval: ApprovalSettings = ApprovalSettings()
    escalation: Escalation = Escalation()
    drill: DrillSettings = DrillSettings()
    digest: Digest = Digest()
    gaps: GapSettings = GapSettings()
    retention: Retention = Retention()
    web: WebSettings = WebSettings()
    board: BoardSettings = BoardSettings()
    words: WordsSettings = WordsSettings()
    log: Log = Log()
    roster: RosterTables = RosterTables()
    posts: tuple[PostWords, ...] = ()
    help: HelpSettings = HelpSettings()
    tiers: Annotated[tuple[TierSettings, ...], AfterValidator(_distinct)] = TIERS

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take the environment before the file, and nothing else."""
        return Environment(settings_cls), init_settings
