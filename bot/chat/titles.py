"""The title of an instruction: its first line, else its file."""

from __future__ import annotations

from bot.chat.texts import N_, Translator
from bot.instructions.model import Instruction

FILES = {
    "photo": N_("photo"),
    "video": N_("video"),
    "document": N_("file"),
    "audio": N_("audio"),
    "voice": N_("voice message"),
}


def headline(instruction: Instruction, t: Translator) -> str:
    """The first line, else the file's name, else the file's type; a drill says that it is one."""
    kind = instruction.file_kind
    found = instruction.title or (t(FILES[kind]) if kind in FILES else "")
    return f"{drill_mark(instruction, t)}{found}"


def drill_mark(instruction: Instruction, t: Translator) -> str:
    """【演练】 for a drill, else nothing."""
    return t("[Drill] ") if instruction.drill else ""
