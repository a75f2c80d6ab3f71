"""Why a file or a row is refused, with the facts of each reason.

The sentences are in `bot.chat.sentences.roster` unless told otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

FILE_REASONS: Mapping[str, tuple[str, ...]] = {
    "sheet_too_large": ("limit_mb",),
    "sheet_empty": (),
    "sheet_is_xls": (),
    "sheet_is_html": (),
    "sheet_format": ("format",),
    "sheet_protected": (),
    "sheet_damaged": (),
    "sheet_inflates": ("limit_mb",),
    "sheet_too_heavy": (),
    "not_a_sheet": (),
    "encoding_unknown": (),
    "quotes_unbalanced": ("row",),
    "too_many_sheets": ("limit",),
    "too_many_rows": ("limit",),
    "too_many_columns": ("limit",),
    "too_many_formulas": ("limit",),
    "no_headings": ("expected",),
    "missing_columns": ("columns",),
    "heading_twice": ("heading",),
    "no_rows": (),
    "tops_unknown": ("column",),
}
"""Refusals of a whole file: `Refused(reason, **facts)`."""

ROW_REASONS: Mapping[str, tuple[str, ...]] = {
    "no_unit": ("tier",),
    "hole_in_units": ("tier",),
    "above_unreadable": ("tier",),
    "formula_in_cell": ("column",),
    "date_in_cell": ("column",),
    "error_in_cell": ("column",),
    "cell_too_long": ("column", "limit"),
    "unknown_post": ("word", "known"),
    "post_not_here": ("word",),
    "no_post": ("name",),
    "phone_without_name": (),
    "two_codes": ("unit", "code", "other"),
    "code_twice": ("code", "unit", "first_row"),
    "code_differs": ("unit", "code", "known"),
    "unit_moved": ("unit", "code"),
    "name_taken": ("unit", "code"),
    "outside_care": ("unit",),
    "changes_from_above": ("unit", "word"),
    "person_outside_care": ("name",),
}
"""Faults of a row that is not carried out: `RowFault(row, reason, facts)`."""

EDIT_REASONS: Mapping[str, tuple[str, ...]] = {
    "post_gone": (),
    "unit_gone": (),
    "person_gone": (),
    "vacant_already": (),
    "already_here": ("name",),
    "same_name_here": ("name",),
    "number_taken": ("name",),
    "number_of_namesake": ("name",),
    "unit_name_taken": ("name",),
    "nothing_to_change": (),
    "phone_elsewhere": (),
    "not_a_name": ("said",),
    "not_a_unit": ("said",),
    "range_or_one": ("said",),
    "unit_holds_others": ("unit",),
    "not_suspended": ("name",),
    "no_number_in": ("said",),
}
"""Refusals of a change in chat: `Refused(reason, **facts)`. Their sentences are in
`bot.chat.sentences.editing`."""

MEND_REASONS: Mapping[str, tuple[str, ...]] = {
    "columns_unread": ("said",),
    "sheets_unread": ("said",),
    "phone_missing": ("name", "said"),
    "phone_unusable": ("name", "said"),
    "phone_rounded": ("name", "said"),
    "phone_words": ("name", "said"),
    "phone_second": ("name",),
    "phone_rest": ("name", "said"),
    "phone_landline": ("name",),
    "phone_cell": ("name", "column"),
    "person_left": ("name", "said"),
    "duplicate_row": ("name", "first_row"),
    "party_not_here": ("name", "word"),
}
"""Parts left out of a row that is carried out: `Mend(row, reason, facts)`."""
