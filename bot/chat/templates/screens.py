"""/templates: what one keeps to be sent again, one of them, and when it recurs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.looking.buttons import in_rows
from bot.chat.looking.rows import title
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import Text, bold, lines, shorten, styled, topic
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time
from bot.instructions.blanks import blanks_in
from bot.instructions.model import Instruction
from bot.instructions.recurrence import WORKDAYS, DueDay
from bot.instructions.templates import Template

_LABEL = 30
_PAGE = 8
_SHOWN = 1500
_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_HOURS = (time(8, 30), time(9), time(14), time(17))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesView:
    """The reader's templates. `chosen`: the one that is open; `last`: the newest notice they sent;
    `due`: when the chosen one recurs by its rule."""

    templates: Sequence[Template]
    chosen: Template | None
    place: str
    page: int
    last: Instruction | None
    due: DueDay | None
    now: datetime
    zone: ZoneInfo


def render_templates(view: TemplatesView, t: Translator) -> Outgoing:
    """The screen as of now."""
    if view.chosen is None:
        return _list(view, t)
    return _recurring(view, view.chosen, t) if view.place == "recur" else _one(view, view.chosen, t)


def _list(view: TemplatesView, t: Translator) -> Outgoing:
    said = t("Your templates:") if view.templates else t(
        "Nothing is kept yet. Press “Keep as template” below a notice or its preview; "
        "write blanks as {mark}, and I ask for them each time.", mark="{地点}",
    )  # fmt: skip
    first = min(view.page, (max(len(view.templates) - 1, 0)) // _PAGE) * _PAGE
    rows = [[_open(each, t)] for each in view.templates[first : first + _PAGE]]
    rows.append(_turning(view, first, t))
    if view.last is not None:
        label = t("Send again: {title}", title=shorten(title(view.last, t), _LABEL))
        rows.append([Button(label, pack(Action.AGAIN, view.last.id))])
    return Outgoing(text=said, keyboard=[row for row in rows if row])


def _open(each: Template, t: Translator) -> Button:
    mark = "🔁 " if each.next_at is not None else ""
    name = shorten(topic(each.title) or t("file"), _LABEL)
    return Button(mark + name, _press("look", each))


def _turning(view: TemplatesView, first: int, t: Translator) -> list[Button]:
    page = first // _PAGE
    found = []
    if page:
        found.append(Button(t("‹ Previous"), pack(Action.TEMPLATES, "list", 0, page - 1)))
    if first + _PAGE < len(view.templates):
        found.append(Button(t("Next ›"), pack(Action.TEMPLATES, "list", 0, page + 1)))
    return found


def _press(act: str, chosen: Template, *value: int) -> str:
    return pack(Action.TEMPLATES, act, chosen.id, *value)


def _one(view: TemplatesView, chosen: Template, t: Translator) -> Outgoing:
    blanks = blanks_in(chosen.text)
    asked = t("Asked for each time: {names}", names=t(", ").join(blanks)) if blanks else None
    text = lines(styled("blockquote", shorten(chosen.text, _SHOWN)), asked, _next(view, chosen, t))
    rows = [
        [Button(t("Write it"), _press("use", chosen))],
        [
            Button(t("Recurring"), _press("recur", chosen)),
            Button(t("Drop"), _press("drop", chosen)),
        ],
        [Button(t("‹ Back"), pack(Action.TEMPLATES, "list", 0))],
    ]
    return Outgoing(text=text.plain or "📎", entities=text.entities, keyboard=rows)


def _next(view: TemplatesView, chosen: Template, t: Translator) -> str | None:
    if chosen.next_at is None:
        return None
    at = clock_time(chosen.next_at, view.now, view.zone, t)
    if chosen.by_itself:
        return t("Recurs; next {time}, sent by itself.", time=at)
    return t("Recurs; next {time}, shown to you first.", time=at)


def _recurring(view: TemplatesView, chosen: Template, t: Translator) -> Outgoing:
    text = lines(bold(topic(chosen.title)), *_rule(view, chosen, t))
    days = [
        Button(_tick(day in chosen.weekdays) + t(name), _press("day", chosen, day))
        for day, name in enumerate(_DAYS)
    ]
    works = Button(t("Workdays"), _press("workdays", chosen))
    hours = [
        Button(
            _tick(at == chosen.wall) + f"{at:%H:%M}", _press("at", chosen, 60 * at.hour + at.minute)
        )
        for at in _HOURS
    ]
    rows = [
        *in_rows(days, 4), [works], hours,
        [Button(t("Another time"), _press("time", chosen))],
        [Button(_tick(chosen.workdays) + t("Leave holidays out"), _press("holidays", chosen))],
        [Button(_tick(chosen.by_itself) + t("Send by itself"), _press("self", chosen))],
        _beginning(chosen, t),
        [Button(t("‹ Back"), _press("look", chosen))],
    ]  # fmt: skip
    keyboard = [row for row in rows if row]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _hour(at: time, chosen: Template) -> Button:
    data = _press("at", chosen, 60 * at.hour + at.minute)
    return Button(_tick(at == chosen.wall) + f"{at:%H:%M}", data)


def _tick(chosen: bool) -> str:
    return "☑ " if chosen else "☐ "


def _beginning(chosen: Template, t: Translator) -> list[Button]:
    if chosen.next_at is not None:
        return [Button(t("Stop it"), _press("stop", chosen))]
    return [Button(t("Let it begin"), _press("begin", chosen))] if chosen.weekdays else []


def _rule(view: TemplatesView, chosen: Template, t: Translator) -> list[str | Text]:
    """每周一、三 08:30，节假日不发；到时先给您看."""
    if not chosen.weekdays:
        return [t("On which days, and when? Press them, then “Let it begin”.")]
    days = t(", ").join(t(_DAYS[day]) for day in sorted(chosen.weekdays))
    if chosen.workdays and chosen.weekdays == WORKDAYS:
        days = t("workdays, shifted ones too")
    found: list[str | Text] = [t("{days} at {time}", days=days, time=f"{chosen.wall:%H:%M}")]
    if chosen.workdays:
        found.append(t("Holidays are left out."))
    how = t("Sent by itself; for 20 seconds you can take it back.")
    found.append(how if chosen.by_itself else t("Shown to you first; nothing leaves by itself."))
    if view.due is not None:
        at = clock_time(view.due.at, view.now, view.zone, t)
        found.append(t("Next: {time}", time=at))
        if not view.due.sure:
            found.append(t("The holidays of that year are not known yet, so I ask you then."))
    return found
