"""The language of each chat; a person's is that of their private chat."""

from __future__ import annotations

from bot.store.tx import Tx


def chosen(tx: Tx, chat_id: int) -> str | None:
    """The language of a chat, chosen or reported by Telegram; None for the default."""
    row = tx.one("language_of_chat", chat_id=chat_id)
    return None if row is None else str(row["language"])


def choose(tx: Tx, chat_id: int, language: str) -> None:
    """Store the language somebody chose."""
    tx.run("choose_language", chat_id=chat_id, language=language)


def note_language(tx: Tx, chat_id: int, language: str | None) -> None:
    """Store the language Telegram reports, if we have it and nobody has chosen one."""
    if language is not None:
        tx.run("note_language", chat_id=chat_id, language=language)


def move_language(tx: Tx, old_chat: int, new_chat: int) -> None:
    """A group was migrated to a new chat id."""
    tx.run("move_language", old_chat=old_chat, new_chat=new_chat)
