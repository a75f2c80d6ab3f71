"""Classifies Telegram's responses and errors; the only place that does."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.delivery.transport import NotSent, TooMany
from bot.store.delivery.outcomes import Failed, Outcome, Reason, Retry, Sent, Uncertain

_NOTHING_TO_CHANGE = "message is not modified"
_NOT_IN_GROUP = ("kicked", "not a member", "group chat was deleted", "group chat was deactivated")
_GONE_REASONS = {
    "chat not found": Reason.CHAT_GONE,
    "group chat was deactivated": Reason.CHAT_GONE,
    "peer_id_invalid": Reason.CHAT_GONE,
    "message to edit not found": Reason.MESSAGE_GONE,
    "message to delete not found": Reason.MESSAGE_GONE,
    "message can't be edited": Reason.MESSAGE_GONE,
    "message_id_invalid": Reason.MESSAGE_GONE,
}
_DEACTIVATED = "user is deactivated"
_NO_FILES = re.compile(
    r"rights to send (photos|videos?|documents|audios|music|voice|animations|media)"
    r"|chat_send_(photos|videos|docs|audios|voices|media|gifs|roundvideos)_forbidden",
    re.IGNORECASE,
)
_MUTED = (
    "not enough rights",
    "no rights to send",
    "have no write access",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_guest_send_forbidden",
    "chat_send_plain_forbidden",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "need administrator rights in the channel chat",
)
"""Phrases of Telegram's where the bot may not write in a chat it is in."""
_WRITES = ("send", "edit")
_AS_GOOD_AS_DONE = {
    "delete": {
        Reason.MESSAGE_GONE,
        Reason.CHAT_GONE,
        Reason.KICKED,
        Reason.BLOCKED,
        Reason.DEACTIVATED,
    },
    "leave": {Reason.CHAT_GONE, Reason.KICKED},
}


def outcome_of(error: Exception, op: str) -> Outcome:
    """The outcome that an error raised by a request for `op` stands for."""
    found = _outcome(error)
    if isinstance(found, Failed) and op in _WRITES:
        found = _not_here(found)
    if isinstance(found, Failed) and found.reason in _AS_GOOD_AS_DONE.get(op, ()):
        return Sent()
    return found


def _not_here(failed: Failed) -> Failed:
    """The same failure, with MUTED where the refusal is about the chat's state and not
    the message."""
    if failed.reason not in (Reason.BAD_REQUEST, Reason.BLOCKED):
        return failed
    if _NO_FILES.search(failed.detail):
        return replace(failed, reason=Reason.NO_FILES)
    return replace(failed, reason=Reason.MUTED) if _any(_MUTED, failed.detail) else failed


def _outcome(error: Exception) -> Outcome:
    match error:
        case TooMany():
            return Retry(error.message, error.after)
        case NotSent() | Conflict():
            return Retry(error.message)
        case InvalidToken():
            return Retry("Telegram does not know our token")
        case ChatMigrated():
            return Failed(Reason.MIGRATED, error.message, error.new_chat_id)
        case Forbidden():
            return Failed(_forbidden(error.message), error.message)
        case BadRequest():
            return _bad_request(error.message)
        case TelegramError():
            return Uncertain(f"{type(error).__name__}: {error.message}")
    # The response is JSON but not what the method returns: whether it was done is uncertain.
    return Uncertain(type(error).__name__)


def _forbidden(said: str) -> Reason:
    if _any((_DEACTIVATED,), said):
        return Reason.DEACTIVATED
    return Reason.KICKED if _any(_NOT_IN_GROUP, said) else Reason.BLOCKED


def _bad_request(said: str) -> Outcome:
    if _any((_NOTHING_TO_CHANGE,), said):
        return Sent()
    reasons = [reason for words, reason in _GONE_REASONS.items() if _any((words,), said)]
    return Failed(reasons[0] if reasons else Reason.BAD_REQUEST, said)


def _any(words: tuple[str, ...], said: str) -> bool:
    return any(each in said.casefold() for each in words)
