"""Callback data. It names what was pressed and authorises nothing: clients can forge it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.errors import Refused

VERSION = "1"
LIMIT = 64
"""Telegram's limit, in bytes."""

_UNDER = "~"
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_WORD = re.compile(r"[a-z][a-z0-9_-]{0,30}")


class Action(StrEnum):
    """All buttons. The values stay in chats for years: never reuse one for another meaning."""

    ACK = "ack"
    RELAY = "rel"
    RELAY_WORDS = "relw"
    RELAY_GO = "relwg"
    RELAY_PLAIN = "relwp"
    RELAY_DROP = "relwx"
    RELAY_UNDO = "relwu"
    RELAY_OVER = "relo"
    RELAY_AGAIN = "rela"
    THANK = "thank"
    HELP = "help"
    HELP_REASON = "helpr"
    HELP_TAKE = "helpt"
    HELP_SOLVED = "helps"
    HELP_MISTAKE = "helpm"
    COUNT = "cnt"
    COUNT_NOT = "cntn"
    HELP_STILL = "helpn"
    HELP_PARTY = "helpp"
    TELL_ABOVE = "tellup"
    AS_NOTICE = "asnot"
    REMARK_REPLY = "rmkr"
    REMARK_WHOM = "rmkw"
    REMARK_POST = "rmkg"
    SEND = "send"
    SEND_SURE = "sends"
    WITHDRAW = "wdr"
    WITHDRAW_SURE = "wdrs"
    SCOPE = "scope"
    TIERS = "tiers"
    DEADLINE = "due"
    URGENT = "urg"
    NEEDS_ANSWER = "need"
    QUIET_FIRST = "quiet"
    REMIND = "remind"
    PROXY = "proxy"
    PROXY_PICK = "proxyp"
    STATUS = "status"
    CLOSE = "close"
    CLOSE_SURE = "closes"
    GAPS = "gaps"
    ROSTER = "roster"
    ROSTER_SEAT = "seat"
    ROSTER_REPLACE = "rrep"
    ROSTER_CHANGE = "rchg"
    ROSTER_BROWSE = "rbrw"
    ROSTER_CONTACT = "rcon"
    ROSTER_PICK = "rpick"
    ROSTER_SURE = "rsure"
    ROSTER_DROP = "rdrop"
    EXPORT = "export"
    TEMPLATE = "template"
    IMPORT = "import"
    AS_INSTRUCTION = "asinst"
    APPLY = "apply"
    APPLY_SURE = "applys"
    LINK_APPROVE = "lyes"
    LINK_REFUSE = "lno"
    LINK_FIND = "lfind"
    LINK_PICK = "lpick"
    LINK_LIST = "llist"
    BIND = "bind"
    BIND_BROWSE = "bindb"
    BIND_PICK = "bindp"
    BIND_DONE = "bindd"
    BIND_LEAVE = "bindl"
    GROUP_CHOOSE = "grpc"
    GROUP_SEEN = "gseen"
    LANGUAGE = "lang"
    PAGE = "page"
    BACK = "back"
    SILENT = "silent"
    PROXY_DONE = "proxyd"
    STATUS_FILE = "stfile"
    DATA_FILE = "dfile"
    DISCARD = "disc"
    PREVIEW = "prev"
    KEEP = "keep"
    TAKE_OUT = "tkout"
    CLAIM_ASK = "claima"
    IMPORT_ANSWER = "impans"
    IMPORT_PAGE = "imppag"
    IMPORT_DROP = "impdrp"
    POSTERS = "poster"
    POSTERS_PRINT = "posterp"
    INVITE_LINK = "invl"
    INVITE_REVOKE = "invr"
    LEAVE = "leave"
    LEAVE_UNTIL = "leaveu"
    LEAVE_OVER = "leaveo"
    CONTACTS_ASK = "conta"
    CONTACT_IS = "conti"
    CONTACT_SKIP = "conts"
    CONTACT_PAGE = "contp"
    UNLINK = "unl"
    UNLINK_SURE = "unls"
    UNLINK_KEEP = "unlk"
    DIAL = "dial"
    CALLED = "called"
    CALLS_PAGE = "callsp"
    BY_PHONE = "byphone"
    BOARD = "board"
    CORRECT = "corr"
    CORRECT_ASK = "corra"
    CORRECT_TELL = "corrt"
    CORRECT_WORDS = "corrw"
    EVERYONE = "every"
    DRILL = "drill"
    FORM = "form"
    FORM_SAY = "formv"
    FORM_SAME = "forma"
    FORM_TYPE = "formt"
    FORM_SEND = "forms"
    FORM_CHANGE = "formc"
    QUESTIONS = "quest"
    AGAIN = "again"
    SAVE_TEMPLATE = "tsave"
    TEMPLATES = "tpl"
    FILL_BLANK = "blank"
    BOARD_HALL = "bhall"
    BOARD_END = "bend"
    PAGE_LINK = "plink"
    DEVICE_YES = "devy"
    DEVICE_NO = "devn"
    DEVICE_END = "deve"
    TABLE = "table"
    TABLE_FILE = "tablef"
    APPROVE = "appr"
    APPROVE_NOT = "apprn"
    APPROVE_WHY = "apprw"
    FACTS = "facts"
    FACT_CHANGE = "factc"
    PLAN_ASK = "plan"


_ACTIONS = {action.value: action for action in Action}

STYLES: Mapping[Action, Literal["success", "danger", "primary"]] = {
    Action.ACK: "success",
    Action.SEND: "success",
    Action.FORM: "success",
    Action.FORM_SEND: "success",
    Action.SEND_SURE: "success",
    Action.APPROVE: "success",
    Action.CORRECT_ASK: "success",
    Action.CORRECT_TELL: "primary",
    Action.HELP: "danger",
    Action.WITHDRAW: "danger",
    Action.WITHDRAW_SURE: "danger",
    Action.RELAY: "primary",
    Action.RELAY_GO: "success",
    Action.RELAY_UNDO: "danger",
    Action.UNLINK_SURE: "danger",
    Action.APPLY: "primary",
    Action.ROSTER_SURE: "primary",
    Action.LINK_APPROVE: "primary",
    Action.HELP_TAKE: "primary",
}
"""Telegram's button styles: success, danger, and primary for the next step.

Older servers and apps ignore them.
"""


def style_of(data: str | None) -> str | None:
    """The style of a button with this data; None for the default."""
    parts = (data or "").partition(_UNDER)[0].split(":", 2)
    return _STYLED.get(parts[1]) if len(parts) > 1 else None


_STYLED = {action.value: style for action, style in STYLES.items()}


@dataclass(frozen=True, slots=True)
class Callback:
    """A pressed button, its arguments, and the message of ours it claims to belong to."""

    action: Action
    values: tuple[int | str, ...] = ()
    message_id: int | None = None

    def number(self, index: int) -> int:
        """The number at `index`. Raises Refused("stale_button")."""
        value = self.values[index] if index < len(self.values) else None
        if not isinstance(value, int):
            raise Refused("stale_button")
        return value

    def word(self, index: int) -> str:
        """The word at `index`. Raises Refused("stale_button")."""
        value = self.values[index] if index < len(self.values) else None
        if not isinstance(value, str):
            raise Refused("stale_button")
        return value


def pack(action: Action, *values: int | str) -> str:
    """The data of a button.

    Words are lower-case ASCII. Raises ValueError for data that is too long or malformed.
    """
    parts = [_packed(value) for value in values]
    data = ":".join((VERSION, action.value, *parts))
    if len(data) > LIMIT:
        raise ValueError(f"more than a button carries: {data}")
    return data


def signed(data: str, message_id: int) -> str:
    """The data with our message id added where it fits, so that a copy with an unknown Telegram id
    can be identified."""
    found = f"{data}{_UNDER}{message_id}"
    return found if len(found) <= LIMIT else data


def unpack(data: str | None) -> Callback | None:
    """The parsed data, signed or not; None for data `pack` cannot have made."""
    if not data or len(data) > LIMIT:
        return None
    data, under, named = data.partition(_UNDER)
    if under and not _NUMBER.fullmatch(named):
        return None
    version, _, rest = data.partition(":")
    name, *parts = rest.split(":")
    values = [_unpacked(part) for part in parts]
    action = _ACTIONS.get(name)
    if version != VERSION or action is None or None in values:
        return None
    known = tuple(value for value in values if value is not None)
    return Callback(action, known, int(named) if under else None)


def _packed(value: int | str) -> str:
    part = str(int(value)) if isinstance(value, int) else value
    if not (_NUMBER if isinstance(value, int) else _WORD).fullmatch(part):
        raise ValueError(f"a button cannot carry {value!r}")
    return part


def _unpacked(part: str) -> int | str | None:
    if _NUMBER.fullmatch(part):
        return int(part)
    return part if _WORD.fullmatch(part) else None
