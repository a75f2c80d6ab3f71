"""Questions only the sender of a spreadsheet can answer, by yes or no."""

from __future__ import annotations

ONE_PHONE_TWO_NAMES = "one_phone_two_names"
"""Yes: the two names are one person."""
RANGE_OR_NAME = "range_or_name"
"""Yes: 1-3栋 is several buildings; no: it is the name of one."""
TWO_LEADS = "two_leads"
"""Yes: both are leads; no: the first is, the others are deputies."""
WHOSE_UNIT = "whose_unit"
"""Yes: a branch belongs to that community, where the table has no column for it."""

BY_HAND = "by_hand"
"""Yes: the file has the last word on what was changed by hand since; no: that stays."""

OF_CELLS = (RANGE_OR_NAME, TWO_LEADS, WHOSE_UNIT)
"""Asked in chat only; at a terminal the row's error says how to write the cell otherwise."""
