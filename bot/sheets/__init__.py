"""Reading and writing spreadsheets."""

from bot.sheets.read import read_sheet
from bot.sheets.write import write_sheet, write_template

__all__ = ["read_sheet", "write_sheet", "write_template"]
