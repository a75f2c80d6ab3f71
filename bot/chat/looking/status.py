"""/status: open instructions, one instruction, one branch, names."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.answering.talk import talk_lines
from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import sum_lines
from bot.chat.looking import buttons
from bot.chat.looking.buttons import Row
from bot.chat.looking.names import render_names
from bot.chat.looking.rows import (
    branch_line,
    due_relay_words,
    due_words,
    ending,
    heading_lines,
    name_line,
    title,
    trouble_words,
    unit_lines,
)
from bot.chat.looking.values import Heading, ListView, NamesView, StatusView, UnitView, Wall
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import address
from bot.chat.rich import details, paragraphs, rich_heading, table, whole_rich
from bot.chat.text import Text, bold, lines, unit_name
from bot.chat.texts import Translator
from bot.instructions.data_table import DataSubject
from bot.instructions.looks import Branch

_LIMIT = 4096
_LABEL = 20


def render_status(view: StatusView, t: Translator) -> Outgoing:
    """The screen as of now."""
    if isinstance(view, ListView):
        return _list(view, t)
    if isinstance(view, NamesView):
        return render_names(view, t)
    return _unit(view, t)


def _list(view: ListView, t: Translator) -> Outgoing:
    if not view.headings:
        none = t("No notice is open in your care.")
        return Outgoing(text=none, keyboard=buttons.keyboard(_log(view, t)))
    head = bold(t.n("{n} open notice", "{n} open notices", view.pages.total))
    shown = [heading_lines(each, view.wall, t) for each in view.headings]
    text = Text("\n\n").join([head, *shown, *_more(view, t)]).shortened(_LIMIT)
    into = [buttons.into(each.instruction, t) for each in view.headings if not each.waits]
    rows = [*_own(view, t), *buttons.in_rows(into, 2), buttons.turning(view.pages, t)]
    keyboard = buttons.keyboard(*rows, _log(view, t))
    rich = whole_rich(
        rich_heading(head.plain),
        table(
            (t("Notice"), t("Received"), t("State")),
            (_listed_row(each, view.wall, t) for each in view.headings),
        ),
        paragraphs(_more(view, t)),
    )
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard, rich=rich)


def _listed_row(heading: Heading, wall: Wall, t: Translator) -> tuple[str, str, str]:
    """A notice as a row: its title, 12/18, and what is lacking until when."""
    found = heading.fates.delivered if heading.fates else heading.progress.done
    due, at = "", heading.instruction.deadline_at
    if at is not None and heading.instruction.needs_answer:
        due = due_words(at, wall, t)
    ended = ending(heading.instruction, t)
    state = [ended] if ended else [due, trouble_words(heading, t)]
    share = f"{found}/{heading.progress.total}"
    return title(heading.instruction, t), share, " · ".join(each for each in state if each)


def _log(view: ListView, t: Translator) -> Row:
    """The log as a file, for operators."""
    found = buttons.file_buttons(DataSubject.LOG, 0, t) if view.log else []
    return [replace(each, label=f"{t('Log')} {each.label}") for each in found]


def _own(view: ListView, t: Translator) -> list[Row]:
    """The notices that wait for the reader, each beside its answer."""
    return [
        [
            buttons.into(each.instruction, t),
            buttons.answer_button(each.instruction.id, each.fills, t),
        ]
        for each in view.headings
        if each.waits
    ]


def _unit(view: UnitView, t: Translator) -> Outgoing:
    below = lines(*_rows(view, t), *_more(view, t))
    asked = talk_lines(view.talks, view.more_talks, t)
    text = Text("\n\n").join(each for each in (_heading(view, t), below, asked) if each)
    text = text.shortened(_LIMIT)
    into = [row for row in view.rows if isinstance(row, Branch)]
    instruction_id = view.heading.instruction.id
    rows = buttons.in_rows([_branch(instruction_id, each) for each in into], 2)
    rows += [buttons.turning(view.pages, t), *_offers(view, t), buttons.back_button(t)]
    keyboard = buttons.keyboard(*rows)
    rich = _rich_unit(view, asked, t)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard, rich=rich)


def _rich_unit(view: UnitView, asked: Text | None, t: Translator) -> str:
    """The same with branches in a table, and what people said folded away."""
    first, *more = _heading(view, t).plain.split("\n")
    branches = [row for row in view.rows if isinstance(row, Branch)]
    names = [row for row in view.rows if not isinstance(row, Branch)]
    rows = [(unit_name(each.unit.name, _LABEL), f"{each.done}/{each.total}",
             due_relay_words(each, view.wall, t)) for each in branches]  # fmt: skip
    talks = asked.plain.split("\n") if asked else []
    return whole_rich(
        rich_heading(first),
        paragraphs(more),
        table((t("Unit"), t("Received"), t("State")), rows) if rows else "",
        paragraphs(name_line(each, view.heading.instruction, view.wall, t) for each in names),
        paragraphs(_more(view, t)),
        details(talks[0], talks[1:]) if len(talks) > 1 else paragraphs(talks),
    )


def _heading(view: UnitView, t: Translator) -> Text:
    if view.unit is None:
        who = t("— {who}", who=address(view.issuer, t))
        return lines(heading_lines(view.heading, view.wall, t), *_sums(view, t), who)
    return lines(unit_lines(view.heading, view.unit, t), *_sums(view, t))


def _sums(view: UnitView, t: Translator) -> list[str]:
    return [] if view.heading.sums is None else list(sum_lines(view.heading.sums, t))


def _rows(view: UnitView, t: Translator) -> list[str]:
    return [
        branch_line(row, view.wall, t)
        if isinstance(row, Branch)
        else name_line(row, view.heading.instruction, view.wall, t)
        for row in view.rows
    ]


def _more(view: ListView | UnitView, t: Translator) -> list[str]:
    more = buttons.page_line(view.pages, t)
    return [more] if more else []


def _branch(instruction_id: int, branch: Branch) -> Button:
    data = pack(Action.STATUS, instruction_id, branch.unit.id)
    return Button(unit_name(branch.unit.name, _LABEL), data)


def _offers(view: UnitView, t: Translator) -> list[Row]:
    may, here = view.offers, (view.heading.instruction.id, view.unit_id)
    found = []
    if may.remind:
        found.append(Button(t("Remind the silent"), pack(Action.REMIND, *here)))
    if may.proxy:
        label = t("Fill in for") if view.heading.instruction.form_tier else t("Answer for")
        found.append(Button(label, pack(Action.PROXY, *here)))
    if may.names:
        found.append(Button(t("See the list"), pack(Action.SILENT, *here)))
    if may.relay is not None:
        found.append(Button(t("Pass it on for them"), pack(Action.RELAY_OVER, may.relay)))
    if may.export:
        found.append(Button(t("Export names"), pack(Action.STATUS_FILE, *here)))
        found.append(Button(t("CSV"), pack(Action.STATUS_FILE, *here, "csv")))
    if may.table:
        found.append(Button(t("File"), pack(Action.TABLE_FILE, *here)))
    if may.correct:
        found.append(Button(t("Correct"), pack(Action.CORRECT, here[0])))
    if may.close:
        found.append(Button(t("Close"), pack(Action.CLOSE, here[0])))
    return [*_own_offers(view, t), *buttons.in_rows(found, 2)]


def _own_offers(view: UnitView, t: Translator) -> list[Row]:
    may, number = view.offers, view.heading.instruction.id
    own = []
    if may.pass_on:
        own.append([Button(t("Received, pass on"), pack(Action.RELAY, number))])
    if may.answer:
        answer = buttons.answer_button(number, may.fills, t)
        own.append([answer, Button(t("Need help"), pack(Action.HELP, number))])
    return own
