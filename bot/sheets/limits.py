"""Size limits of spreadsheets. A district of 8,732 buildings needs some 18,000 rows."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_BYTES = 10 * MEGABYTE
MAX_INFLATED = 64 * MEGABYTE
MAX_RATIO = 250
RATIO_FROM = 4 * MEGABYTE
"""The compression ratio is limited only from this size on."""
MAX_SMALL_PART = 4 * MEGABYTE
MAX_PARTS = 2_000
MAX_SHEETS = 50
MAX_ROWS = 100_000
MAX_LINES = 1_048_576
"""Lines at most, blank ones included: Excel's own limit."""
MAX_COLUMNS = 256
MAX_CELLS = 2_000_000
MAX_MERGES = 200_000
MAX_BAD_CELLS = 200_000
MAX_TEXT = 200
MAX_NOTE = 500
HEADING_WITHIN = 30
"""Headings must be among this many first non-blank lines."""
