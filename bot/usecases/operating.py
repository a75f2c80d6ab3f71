"""The first one in: whoever has the link that `gridcall init` shows becomes an operator."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.store import audit, languages, operators, people
from bot.store.tx import Tx
from bot.usecases import notices

PREFIX = "op_"
HOLDS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ClaimOperator:
    """Somebody came by an operator's link."""

    telegram_id: int
    code: str = field(repr=False)
    language: str | None = None


def invite_operator(tx: Tx, _command: None, now: datetime) -> str:
    """A new one-time link's payload; only its digest is kept, and an older one is void."""
    code = secrets.token_urlsafe(18)
    operators.invite(tx, _digest(code), now + HOLDS)
    return PREFIX + code


def claim_operator(tx: Tx, command: ClaimOperator, now: datetime) -> None:
    """Make somebody an operator. Raises Refused("operator_code_wrong")."""
    invitation = operators.invitation(tx)
    digest = _digest(command.code.removeprefix(PREFIX))
    if invitation is None or now >= invitation[1]:
        raise Refused("operator_code_wrong")
    if not hmac.compare_digest(digest, invitation[0]):
        raise Refused("operator_code_wrong")
    operators.end_invitation(tx)
    operators.add(tx, command.telegram_id)
    languages.note(tx, command.telegram_id, command.language)
    who = people.member_by_telegram(tx, command.telegram_id)
    name = audit.OPERATOR if who is None else audit.by(who.id)
    audit.record(tx, now, name, "operator.claim", path="link")
    notices.notify(tx, command.telegram_id, "operator_known", now)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
