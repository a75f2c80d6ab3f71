"""Reading and writing spreadsheets."""

from bot.sheets.read import read_sheet
from bot.sheets.write import write_sheet

__all__ = ["read_sheet", "write_sheet"]
