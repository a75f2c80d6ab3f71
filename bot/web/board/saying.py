"""Puts the board's pages into words: what each template is filled with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from bot.chat.answering.talk import REASONS
from bot.chat.board.drawing import IN_PAGE, ON_WALL, WITH_FILTERS, DrawingSheet, draw_board
from bot.chat.board.legend import LOOKS
from bot.chat.board.values import BoardView
from bot.chat.forms.question_words import sum_lines
from bot.chat.looking.gaps import KINDS, gap_mending, unheard_words
from bot.chat.looking.rows import due_words, ending, title
from bot.chat.looking.values import Heading, Wall
from bot.chat.persons import address
from bot.chat.places import Spot, spot_list
from bot.chat.text import shorten, unit_name
from bot.chat.texts import Translator
from bot.chat.times import clock_time
from bot.instructions.board import Cell, CellState
from bot.instructions.gaps import GapKind
from bot.instructions.looks import OpenHelp
from bot.instructions.model import InstructionState
from bot.roster.model import Unit
from bot.store.board.rows import BoardRow
from bot.usecases.board.next_step import NextStep
from bot.usecases.board.pages import (
    GapsPage,
    InstructionPage,
    NowPage,
)
from bot.web.board.codes import code_in_path, instruction_path, unit_path

Words = dict[str, Any]
_TROUBLE = 200
_NAME = 40


def navigation(t: Translator, here: str, *, mine: bool) -> Words:
    """The links on every page."""
    links = [("/", t("Now")), ("/gaps", t("Gaps")), *([("/mine", t("Mine"))] if mine else [])]
    return {
        "links": [(href, word, href == here) for href, word in links],
        "label": t("The board"),
        "crumbs": t("Where this is"),
        "skip": t("To the content"),
        "out": t("Sign out"),
    }


def now_words(page: NowPage, words: str, t: Translator) -> Words:
    """The first page."""
    return {
        "fragment": "now.html",
        "title": t("The board"),
        "search": {
            "label": t("Search units and people"),
            "short": t("Unit or name"),
            "go": t("Search"),
            "words": words,
        },
        "found": [_found(each, t) for each in page.found] if words else None,
        "mine": t.n("{n} notice waits for you", "{n} notices wait for you", page.mine)
        if page.mine
        else "",
        "notices": [_notice(each, page.wall, t) for each in page.headings],
        "gaps": [_gap(kind, n, t) for kind, n in page.gaps.items()],
        "drawing": drawn(page.ready, t, lambda cell: unit_path(cell.unit.code)),
        "log": file_links("/", t) if page.log else [],
        "words": {
            "log": t("Log"),
            "head": t("Open notices"),
            "none": t("No notice is open in your care."),
            "gaps": t("Gaps"),
            "whole": t("No gaps: every unit has somebody, and all can be reached."),
            "ready": t("Readiness"),
            "found": t("Found"),
        },
    }


def drawn(
    view: BoardView,
    t: Translator,
    link: Callable[[Cell], str | None],
    sheet: DrawingSheet = IN_PAGE,
) -> Markup:
    """A drawing as it stands in a page. Its template escapes what people wrote."""
    return Markup(draw_board(view, t, link, sheet))  # noqa: S704


def _found(found: Any, t: Translator) -> Words:
    place = spot_list([Spot(found.unit.name, found.upper)], 1, t)
    return {"href": unit_path(found.unit.code), "name": place, "more": found.person or ""}


def _notice(heading: Heading, wall: Wall, t: Translator) -> Words:
    instruction, found = heading.instruction, heading.progress
    done = heading.fates.delivered if heading.fates else found.done
    more = [_due(heading, wall, t), ending(instruction, t)]
    return {
        "href": f"/i/{instruction.number}",
        "title": title(instruction, t),
        "urgent": instruction.urgent,
        "done": done,
        "total": found.total,
        "said": _lacking(heading, t),
        "more": " · ".join(each for each in more if each),
    }


def _lacking(heading: Heading, t: Translator) -> str:
    """What is missing, the verdict of a notice."""
    if heading.fates is not None:
        return t("For information only")
    found = heading.progress
    parts = []
    if heading.helps:
        parts.append(t.n("{n} needs help", "{n} need help", heading.helps))
    if found.silent:
        parts.append(t.n("{n} not answered yet", "{n} not answered yet", found.silent))
    return t(", ").join(parts) or t("All have answered")


def _due(heading: Heading, wall: Wall, t: Translator) -> str:
    at = heading.instruction.deadline_at
    open_ = heading.instruction.state is InstructionState.RUNNING
    return due_words(at, wall, t) if at and open_ and heading.instruction.needs_answer else ""


def _gap(kind: GapKind, n: int, t: Translator, chosen: GapKind | None = None) -> Words:
    href = f"/gaps?kind={kind.value}"
    return {"href": href, "word": t(KINDS[kind]), "n": n, "here": kind is chosen}


def instruction_words(page: InstructionPage, t: Translator) -> Words:
    """An instruction at a place."""
    instruction = page.heading.instruction
    here = instruction_path(instruction.number, page.unit.code if page.unit else "")
    base = instruction_path(instruction.number)
    return {
        "fragment": "instruction.html",
        "title": title(instruction, t),
        "action": here,
        "crumbs": crumb_links([(base, t("Whole"))] if page.unit else [], base, page.crumbs),
        "here": unit_name(page.unit.name, _NAME) if page.unit else "",
        "verdict": _verdict(page, t),
        "sums": list(sum_lines(page.heading.sums, t)) if page.heading.sums else [],
        "next": _next(page.next, page.wall, t),
        "actions": True,
        "sheet": f"{here}?sheet=1" if page.may_print and page.unit else "",
        "remind": page.remind,
        "downloads": [
            *file_links(here, t),
            *([(f"{here}?file=pdf", t("Call sheet"), t("Writing the file…")),
               (f"{base}?file=calls.xlsx", t("Calls (Excel)"), t("Writing the file…")),
               (f"{base}?file=calls.csv", t("Calls (CSV)"), t("Writing the file…"))]
              if page.may_print else []),
        ],
        "views": [
            (here, t("Progress"), page.ready is None),
            (f"{here}?view=ready", t("Readiness"), page.ready is not None),
        ],
        "filters": _filters(page, here, t) if page.ready is None else [],
        "all": here if page.show else "",
        "show": page.show,
        "drawing": _drawing(page, base, t),
        "rows": [_row(each, page, t) for each in page.rows],
        "ticks": bool(page.answer_for),
        **_pages(page, here),
        "text": instruction.text,
        "issuer": t("— {who}", who=address(page.issuer, t)),
        "words": _labels(t),
    }  # fmt: skip


def _pages(page: InstructionPage, here: str) -> Words:
    """Where the pages before and after lead, of a long list of units."""
    base = f"{here}?show={page.show.value}&page=" if page.show else f"{here}?page="
    return {
        "before": f"{base}{page.page - 1}" if page.page else "",
        "after": f"{base}{page.page + 1}" if page.page + 1 < page.pages else "",
        "where": f"{page.page + 1}/{page.pages}" if page.pages > 1 else "",
    }


def file_links(path: str, t: Translator) -> list[tuple[str, str, str]]:
    """[Excel] [CSV] of a page: address, label, and what is said while it is written."""
    busy = t("Writing the file…")
    return [(f"{path}?file=xlsx", t("Excel"), busy), (f"{path}?file=csv", t("CSV"), busy)]


def _filters(page: InstructionPage, here: str, t: Translator) -> list[Words]:
    return [
        {
            **badge(state, t),
            "n": n,
            "href": f"{here}?show={state.value}",
            "here": state is page.show,
        }
        for state, n in sorted(page.board.counts.items(), key=_by_urgency)
    ]


def _drawing(page: InstructionPage, base: str, t: Translator) -> Markup:
    """How the units stand, or with its own legend how ready they are."""
    board, tail = page.ready or page.board, "?view=ready" if page.ready else ""

    def link(cell: Cell) -> str:
        code = cell.unit.code
        return unit_path(code) if board.single else f"{base}/{code_in_path(code)}{tail}"

    return drawn(board, t, link, IN_PAGE if page.ready else WITH_FILTERS)


def _labels(t: Translator) -> Words:
    return {
        "remind": t("Remind the silent"),
        "views": t("What is shown"),
        "sheet": t("Enter a call sheet"),
        "filters": t("Show only"),
        "all": t("All"),
        "units": t("By name"),
        "proxy": t("Answer for"),
        "proxy_done": t("Answer for those ticked"),
        "dial": t("Call"),
        "nobody": t("Nobody any more."),
        "before": t("‹ Previous"),
        "after": t("Next ›"),
        "text": t("The whole text"),
        "files": t("Files and paper"),
    }


def _by_urgency(item: tuple[CellState, int]) -> int:
    return list(CellState).index(item[0])


def badge(state: CellState, t: Translator) -> Words:
    """A state as its badge and word."""
    look = LOOKS[state]
    return {"state": state.value, "look": look, "letter": t(look.letter), "word": t(look.word)}


def crumb_links(
    first: list[tuple[str, str]], base: str, units: tuple[Unit, ...]
) -> list[tuple[str, str]]:
    return first + [
        (f"{base}/{code_in_path(each.code)}", unit_name(each.name, _NAME)) for each in units
    ]


def _verdict(page: InstructionPage, t: Translator) -> str:
    """1/7 · 还有 6 处没回复 · 10:00 前回复."""
    heading = page.heading
    done = heading.fates.delivered if heading.fates else heading.progress.done
    parts = [
        f"{done}/{heading.progress.total}",
        _lacking(heading, t) if heading.instruction.state is InstructionState.RUNNING else "",
        _due(heading, page.wall, t),
        ending(heading.instruction, t),
    ]
    return " · ".join(each for each in parts if each)


def _next(found: NextStep | None, wall: Wall, t: Translator) -> str:
    if found is None:
        return ""
    who = t(", ").join(address(each, t) for each in found.people[:3])
    time = clock_time(found.at, wall.now, wall.zone, t)
    return t("Next: {moment} → {who}", moment=time, who=who or t("nobody left to tell"))


def _row(row: BoardRow, page: InstructionPage, t: Translator) -> Words:
    target = row.target.id
    return {
        **badge(row.state, t),
        "href": unit_path(row.unit.code),
        "name": spot_list([Spot(row.unit.name, row.upper if page.show else None)], 1, t),
        "said": _row_said(row, page.wall, t),
        "tick": str(target) if target in page.answer_for else "",
        "fill": f"{instruction_path(page.heading.instruction.number, row.unit.code)}/form"
        if target in page.fill_in
        else "",
        "fill_word": t("Fill in for") if row.target.unanswered else t("Change it"),
        "dial": str(row.holder_id) if row.holder_id in page.dial and row.target.unanswered else "",
    }


def _row_said(row: BoardRow, wall: Wall, t: Translator) -> str:
    parts = [t(LOOKS[row.state].word)]
    if row.said_at is not None:
        parts.append(clock_time(row.said_at, wall.now, wall.zone, t))
        who = shorten(row.said_by or "", _NAME)
        parts.append(t("{name} answered for them", name=who) if row.proxy else who)
    elif row.holder:
        parts.append(shorten(row.holder, _NAME))
    parts += trouble_said(row.help, t)
    return " · ".join(part for part in parts if part)


def gaps_words(page: GapsPage, t: Translator) -> Words:
    """What is missing, and how each is mended."""
    chosen = page.chosen
    kind = chosen.kind if chosen else None
    words: Words = {
        "fragment": "gaps.html",
        "title": t("Gaps"),
        "action": "/gaps",
        "downloads": file_links("/gaps", t),
        "kinds": [_gap(each, n, t, kind) for each, n in page.kinds.counts.items()],
        "chosen": chosen,
        "words": {
            "whole": t("No gaps: every unit has somebody, and all can be reached."),
            "mend": t("Mend it in the chat"),
            "before": t("‹ Previous"),
            "after": t("Next ›"),
        },
    }
    if chosen is None or kind is None:
        return words
    if not chosen.rows and not chosen.silent:
        return words | {"chosen": None}
    number = chosen.pages.page
    href = f"/gaps?kind={kind.value}&page="
    return words | {
        "how": gap_mending(kind, t),
        "rows": [*(_gap_row(row, t) for row in chosen.rows),
                 *({"href": f"/i/{each.instruction.number}", "name": title(each.instruction, t),
                    "said": _lacking(each, t), "mend": ""} for each in chosen.silent)],
        "before": f"{href}{number - 1}" if number else "",
        "after": f"{href}{number + 1}" if chosen.pages.rest else "",
    }  # fmt: skip


def _gap_row(row: Any, t: Translator) -> Words:
    what, subject = row.about or ("", 0)
    mends: Mapping[str, str] = {"post": "seat", "unit": "unit"}
    return {
        "href": unit_path(row.unit.code),
        "name": spot_list([Spot(row.unit.name, row.upper)], 1, t),
        "said": " · ".join(
            [*row.people, *([row.group] if row.group else []), *unheard_words(row, t)]
        ),
        "mend": f"{mends[what]}:{subject}" if what in mends else "",
    }


def hall_words(view: BoardView, t: Translator) -> Words:
    """A hall's screen: no names of people."""
    heading = view.heading
    return {
        "title": title(heading.instruction, t) if heading else t("Readiness"),
        "done": view.done,
        "total": view.total,
        "drawing": drawn(view, t, lambda _cell: None, ON_WALL),
        "said": [
            unit_name(view.unit.name, _NAME) if view.unit else "",
            *(
                [_lacking(heading, t), _due(heading, Wall(view.now, view.zone), t)]
                if heading
                else []
            ),
        ],
    }


def trouble_said(found: OpenHelp | None, t: Translator) -> list[str]:
    """What the trouble is, as far as it was said, and who sees to it."""
    if found is None:
        return []
    parts = [t(REASONS[found.reason])] if found.reason in REASONS else []
    if found.words:
        parts.append(t("“{words}”", words=shorten(" ".join(found.words.split()), _TROUBLE)))
    if found.taken_by:
        parts.append(t("{name} sees to it", name=shorten(found.taken_by, _NAME)))
    return parts
