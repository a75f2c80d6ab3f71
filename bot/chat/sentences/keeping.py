"""Refusals of backups and restores."""

from __future__ import annotations

from bot.chat.texts import N_

KEEPING: dict[str, str] = {
    "backup_is_database": N_("{file} is the database itself. Please name another file."),
    "backup_over_other": N_(
        "{file} is there already and is no backup, so I left it. Please name another file."
    ),
    "backup_failed": N_("The copy is damaged, so it was not kept. Please look at the disk."),
    "backup_damaged": N_("{file} is damaged or no database. Please take an earlier backup."),
    "backup_foreign": N_("{file} is no backup of gridcall."),
    "backup_newer": N_("{file} was made by a newer gridcall. Please upgrade the program first."),
    "backup_log_order": N_(
        "In {file} line {line} of the log is older than a line before it: somebody changed the"
        " log, or the clock was set back. If you know why, add --any-order."
    ),
    "restore_over": N_(
        "There is a database already ({file}). To put the backup in its place, add --force; what"
        " is there now is kept beside it."
    ),
}
