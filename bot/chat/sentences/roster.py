"""Refusals of roster files and their rows."""

from __future__ import annotations

from bot.chat.texts import N_

_FILES = {
    "sheet_too_large": N_("This file is larger than {limit_mb} MB. Please leave pictures out."),
    "sheet_empty": N_("This file is empty."),
    "sheet_is_xls": N_("This is an old .xls file. Please save it as .xlsx and send that."),
    "sheet_is_html": N_("This is a web page under another name. Please save it as .xlsx."),
    "sheet_format": N_("I cannot read .{format} files. Please save it as .xlsx and send that."),
    "sheet_protected": N_("This file has a password. Please take it off and send the file again."),
    "sheet_damaged": N_("This file is damaged. Please save it anew and send it again."),
    "sheet_inflates": N_("This file unpacks to more than {limit_mb} MB, so I left it closed."),
    "not_a_sheet": N_("This is not a spreadsheet. I read .xlsx and .csv."),
    "encoding_unknown": N_("I cannot make out the letters in this file. Please save it as .xlsx."),
    "quotes_unbalanced": N_("In row {row} a quotation mark is not closed. Please mend it."),
    "too_many_sheets": N_("This file has more than {limit} sheets. Please send the one alone."),
    "too_many_rows": N_("This file has more than {limit} rows. Please send it in parts."),
    "too_many_columns": N_("This file has more than {limit} columns. Is it the right one?"),
    "too_many_formulas": N_("This file has over {limit} formulas. Please paste it as values."),
    "no_headings": N_("I found no line of headings. I look for: {expected}."),
    "missing_columns": N_("These columns are missing: {columns}."),
    "heading_twice": N_("Two columns are headed {heading}. Please keep one of them."),
    "no_rows": N_("There are headings in this file, but nothing below them."),
    "tops_unknown": N_(
        "The column {column} is missing, and nothing tells which one is meant. Please add it, or"
        " set community under [roster] in the settings."
    ),
    "roster_changed": N_(
        "The roster changed meanwhile, so nothing was done. Please compare again."
    ),
}

_ROWS = {
    "no_unit": N_("no {tier} is named, and none above it in the table"),
    "hole_in_units": N_("the {tier} is left blank between others"),
    "above_unreadable": N_("the {tier} it repeats could not be read"),
    "formula_in_cell": N_("{column} is a formula; please write the value"),
    "date_in_cell": N_("{column} has become a date; please write it as text"),
    "error_in_cell": N_("{column} shows an error"),
    "cell_too_long": N_("{column} is longer than {limit} characters"),
    "unknown_post": N_("I don't know the post {word}; I know {known}"),
    "post_not_here": N_("the post {word} does not belong at this tier"),
    "no_post": N_("{name} has no post"),
    "phone_without_name": N_("a phone number without a name"),
    "two_codes": N_("{unit} has two codes, {code} and {other}"),
    "code_twice": N_("the code {code} is given twice, first in row {first_row}"),
    "code_differs": N_("{unit} has the code {known}, not {code}"),
    "unit_moved": N_("{unit} ({code}) belongs elsewhere; moving it is not done by a file"),
    "name_taken": N_("another one beside {code} is called {unit} already"),
    "outside_care": N_("{unit} is not in your care"),
    "changes_from_above": N_("the post {word} of {unit} is changed from above only"),
    "person_outside_care": N_("{name} also serves outside your care; ask there"),
}

_MENDS = {
    "columns_unread": N_("these columns were not read: {said}"),
    "sheets_unread": N_("these worksheets were not read: {said}; please send each as a file"),
    "phone_missing": N_("{name} has no phone number ({said})"),
    "phone_unusable": N_("{name}: “{said}” is no phone number I can use"),
    "phone_rounded": N_("{name}: the spreadsheet has rounded the number; please write it as text"),
    "phone_words": N_("{name}: “{said}” beside the number went into the note"),
    "phone_second": N_("{name}: the first number counts, the second went into the note"),
    "phone_rest": N_("{name}: “{said}” beside the number was left out"),
    "phone_landline": N_("{name}: a landline, no Telegram there"),
    "phone_cell": N_("{name}: {column} is a formula, a date or an error, so it was left out"),
    "person_left": N_("{name} was left out ({said})"),
    "duplicate_row": N_("{name} stands there already, in row {first_row}"),
    "party_not_here": N_(
        "{name} was left out: {word} is kept for a whole branch, not for a building or a community"
    ),
}

_REQUESTS = {
    "database_in_use": N_(
        "The bot is running with this database; please stop it first."
        " (A roster can be sent to the bot in Telegram meanwhile.)"
    ),
    "database_older": N_(
        "This database was made by an older gridcall. Start `gridcall run` once to bring it up"
        " to date."
    ),
    "file_gone": N_("I could not fetch this file from Telegram. Please send it again."),
    "sheet_too_heavy": N_("I could not read this file. Please save it anew as .xlsx."),
    "rows_unreadable": N_(
        "{n} rows cannot be carried out, so nothing was imported. Mend them, or import the rest"
        " with --skip-unreadable."
    ),
    "posts_emptied": N_(
        "{emptied} of {held} held posts would be left without a holder and {units} units removed,"
        " so nothing was imported. If that is meant, add --yes."
    ),
    "file_ending": N_("Please name a file that ends in .xlsx or .csv."),
    "settings_exist": N_(
        "{file} is there already. Change it by hand, or run `gridcall init` without options for"
        " another link."
    ),
    "telegram_unreached": N_(
        "Telegram does not answer at {url}: no connection. Where Telegram is not reached directly,"
        " set HTTPS_PROXY or use a Bot API server of your own: see docs/install.md."
    ),
    "proxy_unreached": N_(
        "Telegram does not answer at {url} through the proxy {proxy}. Please look at HTTPS_PROXY:"
        " it has to name an http:// proxy that runs."
    ),
    "telegram_silent": N_(
        "Telegram does not answer at {url}: it was reached, but nothing came back. Please try"
        " again in a minute."
    ),
    "operator_code_wrong": N_(
        "This link was used already or is too old. `gridcall init` at the terminal makes another."
    ),
    "no_database": N_("There is no database yet. `gridcall init` makes one."),
}

ROSTER: dict[str, str] = {**_FILES, **_ROWS, **_MENDS, **_REQUESTS}
