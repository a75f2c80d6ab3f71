"""Silent units by name: to read, or to tick and answer for."""

from __future__ import annotations

from bot.chat.callback import Action, pack
from bot.chat.looking import buttons
from bot.chat.looking.rows import heading_lines, name_line, title, unit_lines
from bot.chat.looking.values import NameRow, NamesView
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import Text, bold, lines, unit_name
from bot.chat.texts import Translator

_LIMIT = 4096
_LABEL = 20


def render_names(view: NamesView, t: Translator) -> Outgoing:
    """The names on this page, with the available actions."""
    below = lines(*_names(view, t), buttons.page_line(view.pages, t))
    parts = [part for part in (_heading(view, t), below) if part]
    text = Text("\n\n").join(parts).shortened(_LIMIT)
    keyboard = _ticking(view, t) if view.ticked is not None else _reading(view, t)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _heading(view: NamesView, t: Translator) -> Text:
    if view.ticked is not None:
        asked = t("Whom have you spoken to? Tick them, then confirm.")
        if all(row.instruction.asks_form(row.name.target.unit.tier) for row in view.rows):
            asked = t("Whose form do you fill in? Press the name.")
        return lines(_subject(view, t), asked)
    return _subject(view, t)


def _subject(view: NamesView, t: Translator) -> Text:
    if view.heading is None and not view.rows:
        return Text()
    if view.heading is None:
        count = bold(t.n("{n} still silent", "{n} still silent", view.pages.total))
        return lines(count, title(view.rows[0].instruction, t)) if _one(view) else count
    if view.unit is not None:
        return unit_lines(view.heading, view.unit, t)
    return heading_lines(view.heading, view.wall, t)


def _one(view: NamesView) -> bool:
    """Whether all rows are about one instruction, which is then named once above them."""
    return len({row.instruction.id for row in view.rows}) == 1


def _names(view: NamesView, t: Translator) -> list[str]:
    if not view.rows:
        return [t("All have answered, nobody is silent any more.")]
    return [_name(view, row, t) for row in view.rows]


def _name(view: NamesView, row: NameRow, t: Translator) -> str:
    line = name_line(row.name, row.instruction, view.wall, t)
    told = view.heading is not None or _one(view)
    number = "" if told else title(row.instruction, t)
    return " · ".join(part for part in (number, _upper(view, row), line) if part)


def _upper(view: NamesView, row: NameRow) -> str:
    """The unit above, where needed: many buildings are called 3 栋."""
    target = row.name.target
    if target.upper_id is None or target.unit.parent_id in view.tops:
        return ""
    return unit_name(row.name.upper or "", _LABEL)


def _reading(view: NamesView, t: Translator) -> list[buttons.Row]:
    here = _here(view)
    found = []
    if view.offers.remind:
        found.append(Button(t("Remind the silent"), pack(Action.REMIND, *here)))
    if view.offers.proxy:
        found.append(Button(_proxy(view, t), pack(Action.PROXY, *here)))
    return buttons.keyboard(buttons.turning(view.pages, t), found, buttons.back_button(t))


def _proxy(view: NamesView, t: Translator) -> str:
    """代答, or 代填 where a form is asked for."""
    form = view.heading is not None and view.heading.instruction.form_tier
    return t("Fill in for") if form else t("Answer for")


def _ticking(view: NamesView, t: Translator) -> list[buttons.Row]:
    ticked = view.ticked or frozenset()
    boxes = [_box(view, row, ticked) for row in view.rows if row.name.target.id in view.may_tick]
    sure = t("Confirm ({n})", n=len(ticked))
    done = [Button(sure, pack(Action.PROXY_DONE))] if ticked else []
    rows = [
        *buttons.in_rows(boxes, 2),
        buttons.turning(view.pages, t),
        done,
        buttons.back_button(t),
    ]
    return buttons.keyboard(*rows)


def _box(view: NamesView, row: NameRow, ticked: frozenset[int]) -> Button:
    target = row.name.target
    number = f"#{row.instruction.number}" if view.heading is None else ""
    form = row.instruction.asks_form(target.unit.tier)
    mark = "✎" if form else "☑" if target.id in ticked else "☐"
    parts = (mark, number, _upper(view, row), unit_name(target.unit.name, _LABEL))
    return Button(" ".join(each for each in parts if each), pack(Action.PROXY_PICK, target.id))


def _here(view: NamesView) -> tuple[int, ...]:
    return () if view.heading is None else (view.heading.instruction.id, view.unit_id)
