"""What messages of the subject board carry."""

from __future__ import annotations

from dataclasses import dataclass

from bot.instructions.data_table import DataFormat, DataSubject
from bot.messages.args import Args


@dataclass(frozen=True, kw_only=True)
class BoardArgs(Args, kind="board"):
    """A picture of the board: of an instruction, 0 for the readiness of the units; at a unit, 0 for
    all in care; `operator`: the reader is one."""

    instruction: int = 0
    unit: int = 0
    operator: bool = False


@dataclass(frozen=True, kw_only=True)
class DataFileArgs(Args, kind="data_file"):
    """A table as a file; `about`: the instruction of calls, the unit of facts, 0: all in care;
    `operator`: the reader is one."""

    subject: DataSubject
    form: DataFormat
    about: int = 0
    operator: bool = False


@dataclass(frozen=True, kw_only=True)
class BoardLinkArgs(Args, kind="board_link"):
    """A link that signs its reader in to the board's page once."""


@dataclass(frozen=True, kw_only=True)
class HallLinkArgs(Args, kind="hall_link"):
    """A link to a screen for a hall."""


@dataclass(frozen=True, kw_only=True)
class DevicesArgs(Args, kind="devices"):
    """The browsers that are signed in, and links for halls."""


@dataclass(frozen=True, kw_only=True)
class PageLinkArgs(Args, kind="page_link"):
    """A personal link to /mine, its subject. The link itself stands nowhere."""


@dataclass(frozen=True, kw_only=True)
class DeviceRequestArgs(Args, kind="device_request"):
    """The request of a device to be let in, its subject; `operator`: the reader is one."""

    operator: bool = False
