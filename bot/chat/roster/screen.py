"""An import in the chat: one message from the question what the file is for to the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.chat.callback import Action, pack
from bot.chat.looking.buttons import in_rows, keyboard
from bot.chat.looking.values import Pages, pages
from bot.chat.outgoing import Button, Outgoing
from bot.chat.roster.changes import change_line, counted_changes, question_line, summary_lines
from bot.chat.sentences import sentence
from bot.chat.text import Text, bold, lines, shorten
from bot.chat.texts import N_, Translator
from bot.errors import Refused
from bot.roster.asking import BY_HAND, ONE_PHONE_TWO_NAMES, RANGE_OR_NAME, TWO_LEADS, WHOSE_UNIT
from bot.roster.proposed import Proposed

_LIMIT = 4096
_FILE = 60
_LINES_A_PAGE = 8


class ImportStage(Enum):
    """The stages of an import."""

    ASKED = auto()
    READING = auto()
    SHOWN = auto()
    APPLIED = auto()
    CANCELLED = auto()
    SUPERSEDED = auto()
    EXPIRED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """An import as its sender sees it. `sure`: confirmation is asked for."""

    import_id: int
    file_name: str
    stage: ImportStage
    shown: Proposed | None = None
    refused: Refused | None = None
    answered: int = 0
    page: int = 0
    sure: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    imports: bool = True
    issues: bool = False


_SAID = {
    ImportStage.ASKED: N_(
        "{file}\nShall I import this as the roster, collect a table with it, or send it as a "
        "notice?"
    ),
    ImportStage.READING: N_("Comparing {file} with the roster, one moment …"),
    ImportStage.APPLIED: N_("Done, the roster is up to date.\n{counts}"),
    ImportStage.CANCELLED: N_("Cancelled, nothing was changed."),
    ImportStage.SUPERSEDED: N_("You have sent another file since; {file} was put aside."),
    ImportStage.EXPIRED: N_("Nobody decided about {file} for a day, so nothing was changed."),
}


def render_import(view: ImportView, t: Translator) -> Outgoing:
    """The message as of now."""
    if view.refused is not None:
        return Outgoing(text=sentence(view.refused, t))
    if view.shown is not None:
        return _shown(view, view.shown, t)
    said = t(_asked(view), file=_file(view), counts=t(", ").join(counted_changes(view.counts, t)))
    return Outgoing(text=said.strip(), keyboard=_choice(view, t))


def _asked(view: ImportView) -> str:
    if view.stage is ImportStage.ASKED and not view.imports:
        return N_("{file}\nShall I collect a table with it, or send it as a notice?")
    return _SAID[view.stage]


def _choice(view: ImportView, t: Translator) -> list[list[Button]]:
    if view.stage is not ImportStage.ASKED:
        return []
    roster = [Button(t("Import"), pack(Action.IMPORT, view.import_id))]
    table = [Button(t("Collect a table"), pack(Action.TABLE, view.import_id))]
    notice = [Button(t("Send as a notice"), pack(Action.AS_INSTRUCTION, view.import_id))]
    return [*([roster] if view.imports else []), *([table, notice] if view.issues else [])]


def _shown(view: ImportView, shown: Proposed, t: Translator) -> Outgoing:
    if shown.questions:
        return _question(view, shown, t)
    if view.sure:
        return _sure(view, shown, t)
    if shown.empty and not shown.told:
        return Outgoing(text=t("{file}: the roster says so already.", file=_file(view)))
    return _changes(view, shown, t)


_ANSWERS = {
    ONE_PHONE_TWO_NAMES: (N_("One person"), N_("Two people")),
    RANGE_OR_NAME: (N_("Several buildings"), N_("One of that name")),
    TWO_LEADS: (N_("Both lead"), N_("The second is deputy")),
    WHOSE_UNIT: (N_("Yes, there"), N_("No, elsewhere")),
    BY_HAND: (N_("The file"), N_("Keep what was changed by hand")),
}


def _question(view: ImportView, shown: Proposed, t: Translator) -> Outgoing:
    said = question_line(shown.questions[0], t)
    rest = len(shown.questions) - 1
    more = t.n("After that {n} more question.", "After that {n} more questions.", rest)
    one = pack(Action.IMPORT_ANSWER, view.import_id, view.answered * 2 + 1)
    two = pack(Action.IMPORT_ANSWER, view.import_id, view.answered * 2)
    yes, no = (t(label) for label in _ANSWERS[shown.questions[0].kind])
    buttons = [Button(yes, one), Button(no, two)]
    text = lines(bold(_file(view)), said, more if rest else None)
    return _outgoing(text, keyboard(buttons, [_cancel(view, t)]))


def _sure(view: ImportView, shown: Proposed, t: Translator) -> Outgoing:
    facts = {"emptied": shown.emptied, "held": shown.held}
    said = t("{emptied} of {held} held posts would be left without a holder. Go on?", **facts)
    sure = Button(t("Yes, apply"), pack(Action.APPLY_SURE, view.import_id))
    return _outgoing(lines(bold(_file(view)), said), keyboard([sure], [_cancel(view, t)]))


def _changes(view: ImportView, shown: Proposed, t: Translator) -> Outgoing:
    at = pages(view.page, _LINES_A_PAGE, len(shown.told))
    told = lines(*(change_line(each, t) for each in at.of(shown.told)))
    rest = at.rest + shown.rest
    text = Text("\n\n").join(
        part
        for part in (
            lines(_heading(view, shown, t), *summary_lines(shown, t)),
            lines(told, t.n("… and {n} more", "… and {n} more", rest) if rest else None),
            _notes(shown, t),
        )
        if part
    )
    return _outgoing(text, keyboard(_turning(view, at, t), *_decide(view, shown, t)))


def _heading(view: ImportView, shown: Proposed, t: Translator) -> Text:
    return bold(t.n("{file} · {n} row", "{file} · {n} rows", shown.rows, file=_file(view)))


def _notes(shown: Proposed, t: Translator) -> Text:
    spared = t("Branches with a row left out lose nobody.") if shown.counts.get("spared") else None
    waits = None if shown.empty else t("Nothing changes before you press Apply.")
    return lines(spared, waits)


def _turning(view: ImportView, at: Pages, t: Translator) -> list[Button]:
    found = []
    if at.page > 0:
        data = pack(Action.IMPORT_PAGE, view.import_id, at.page - 1)
        found.append(Button(t("‹ Previous"), data))
    if at.rest:
        found.append(Button(t("Next ›"), pack(Action.IMPORT_PAGE, view.import_id, at.page + 1)))
    return found


def _decide(view: ImportView, shown: Proposed, t: Translator) -> list[list[Button]]:
    apply = [] if shown.empty else [Button(t("Apply"), pack(Action.APPLY, view.import_id))]
    return in_rows([*apply, _cancel(view, t)], 2)


def _cancel(view: ImportView, t: Translator) -> Button:
    return Button(t("Cancel"), pack(Action.IMPORT_DROP, view.import_id))


def _outgoing(text: Text, buttons: list[list[Button]]) -> Outgoing:
    short = text.shortened(_LIMIT)
    return Outgoing(text=short.plain, entities=short.entities, keyboard=buttons)


def _file(view: ImportView) -> str:
    return shorten(view.file_name, _FILE)
