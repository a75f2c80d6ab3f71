"""/gaps: the gaps by kind, each with its remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import quote

from bot.chat.callback import Action, pack
from bot.chat.looking import buttons
from bot.chat.looking.rows import title
from bot.chat.looking.values import Heading, Pages
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import Text, bold, lines, name_list, shorten, unit_name
from bot.chat.texts import N_, Translator
from bot.instructions.data_table import DataSubject
from bot.instructions.gaps import GapKind
from bot.roster.model import Unit

_LIMIT = 4096
_NAME = 24
_GROUPS = 5

KINDS = {
    GapKind.VACANCY: N_("Vacant"),
    GapKind.AWAY: N_("Everybody on leave"),
    GapKind.UNLINKED: N_("Not linked"),
    GapKind.UNREACHABLE: N_("Cannot be reached"),
    GapKind.DEACTIVATED: N_("Account deleted"),
    GapKind.MUTED: N_("I may not write in the group"),
    GapKind.UNBOUND: N_("Without a group"),
    GapKind.UNHEARD: N_("No sign of life"),
    GapKind.PHONE: N_("Phones missing"),
    GapKind.SILENT: N_("Silent"),
}
_MENDING = {
    GapKind.VACANCY: N_("Press one and write who takes it; or send me the roster file."),
    GapKind.AWAY: N_(
        "Until they are back, nobody there is told anything. Press one to put somebody in their"
        " place, or to say that they are back."
    ),
    GapKind.UNLINKED: N_(
        "Please ask them to open a private chat with me, press Start and share their number."
    ),
    GapKind.UNREACHABLE: N_(
        "They closed their chat with me. Please ask them to open it and press Start again."
    ),
    GapKind.DEACTIVATED: N_(
        "Their Telegram account is deleted. Please phone them; with a new account they open a chat"
        " with me and share their number."
    ),
    GapKind.MUTED: N_(
        "Please ask the group's owner to let me write there. Until then I write to the people in"
        " private; what is still open comes to the group as soon as it works."
    ),
    GapKind.UNBOUND: N_(
        "Please press “Choose the group”, or add me to the group and type the line below there."
    ),
    GapKind.UNHEARD: N_(
        "They were asked and have answered nothing for a long time. Please phone them; press one to"
        " put somebody else in the post."
    ),
    GapKind.PHONE: N_(
        "Without a number nobody can call them, and I cannot know them by it. Press one and type"
        " the number; or send me the roster file."
    ),
    GapKind.SILENT: N_("The deadline has passed. Open one to see who is silent."),
}


@dataclass(frozen=True, slots=True)
class GapsView:
    """The number of gaps of each kind; `empty` where there is no roster."""

    counts: Mapping[GapKind, int]
    empty: bool = False


@dataclass(frozen=True, slots=True)
class GapRow:
    """A unit with a gap, the unit above, its holders, and the title of its muted group.

    `about`: the post, unit or member to change, where the reader may.
    """

    unit: Unit
    upper: str
    people: tuple[str, ...] = ()
    group: str = ""
    about: tuple[str, int] | None = None
    days: int | None = None
    """For how many days nothing has come from them."""
    drilled: date | None = None
    """When a drill last reached them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapKindView:
    """A page of one kind of gap.

    `count`: the number of gaps, as in the overview. `mend`: the reader may press the remedy's
    button. `waiting`: unbound groups the bot is in. `link`: opens a private chat with the bot.
    """

    kind: GapKind
    count: int
    rows: tuple[GapRow, ...] = ()
    silent: tuple[Heading, ...] = ()
    pages: Pages
    mend: bool = False
    link: str | None = None
    waiting: tuple[str, ...] = ()
    invite: int | None = None
    """The unit for which the reader may pick people from their own contacts."""


def gap_mending(kind: GapKind, t: Translator) -> str:
    """How a kind of gap is mended."""
    return t(_MENDING[kind])


def render_gaps(view: GapsView | GapKindView, t: Translator) -> Outgoing:
    """The screen as of now."""
    return _kinds(view, t) if isinstance(view, GapsView) else _kind(view, t)


def _kinds(view: GapsView, t: Translator) -> Outgoing:
    if view.empty:
        return Outgoing(text=t("There is no roster yet. Please send me the roster file here."))
    if not view.counts:
        return Outgoing(text=t("No gaps: every unit has somebody, and all can be reached."))
    head = bold(t("Gaps"))
    counts = [f"{t(KINDS[kind])} {count}" for kind, count in view.counts.items()]
    text = lines(head, *counts)
    into = [Button(t(KINDS[kind]), pack(Action.GAPS, kind.value)) for kind in view.counts]
    rows = [*buttons.in_rows(into, 2), buttons.file_buttons(DataSubject.GAPS, 0, t)]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=rows)


def _kind(view: GapKindView, t: Translator) -> Outgoing:
    head = bold(f"{t(KINDS[view.kind])} {view.count}")
    if not view.pages.total:
        return Outgoing(
            text=t("None of these are missing any more."), keyboard=[buttons.back_button(t)]
        )
    how = lines(head, _how(view, t))
    below = lines(*_rows(view, t), buttons.page_line(view.pages, t))
    text = Text("\n\n").join([how, below]).shortened(_LIMIT)
    rows = [*_mending(view, t), buttons.turning(view.pages, t), buttons.back_button(t)]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=buttons.keyboard(*rows))


def _how(view: GapKindView, t: Translator) -> str:
    if view.kind is not GapKind.UNBOUND or not view.waiting:
        return t(_MENDING[view.kind])
    shown = [shorten(each, _NAME) for each in view.waiting[:_GROUPS]]
    return t(
        "I am in {groups} already: please press “Choose the group”, or type the line that belongs"
        " there in that group.",
        groups=t(", ").join(f"“{each}”" for each in shown),
    )


def _rows(view: GapKindView, t: Translator) -> list[str]:
    if view.kind is GapKind.SILENT:
        return [_silent(each, t) for each in view.silent]
    if view.kind is GapKind.UNBOUND:
        return [f"{unit_name(row.unit.name, _NAME)}: /bind {row.unit.code}" for row in view.rows]
    if view.kind is GapKind.VACANCY:
        return _by_branch(view, t)
    return [_person(row, t) for row in view.rows]


def _by_branch(view: GapKindView, t: Translator) -> list[str]:
    """幸福里：3、5 栋."""
    found = []
    for upper, rows in groupby(view.rows, key=lambda row: row.upper):
        names = [shorten(row.unit.name, _NAME) for row in rows]
        listed = name_list(names, len(names), t)
        named = t("{branch}: {units}", branch=shorten(upper, _NAME), units=listed)
        found.append(named if upper else listed)
    return found


def _person(row: GapRow, t: Translator) -> str:
    people = t(", ").join(shorten(each, _NAME) for each in row.people)
    group = t("“{title}”", title=shorten(row.group, _NAME)) if row.group else ""
    parts = (unit_name(row.upper, _NAME), unit_name(row.unit.name, _NAME), people, group)
    named = " ".join(part for part in parts if part)
    return " · ".join([named, *unheard_words(row, t)])


def unheard_words(row: GapRow, t: Translator) -> list[str]:
    """73 天没动静, 10-02 演练送到过."""
    if row.days is None:
        return []
    drilled = _drilled(row.drilled, t)
    return [t.n("silent for {n} day", "silent for {n} days", row.days), *drilled]


def _drilled(on: date | None, t: Translator) -> list[str]:
    if on is None:
        return []
    day = t("{month}/{day}", month=on.month, day=on.day)
    return [t("a drill reached them on {day}", day=day)]


def _silent(heading: Heading, t: Translator) -> str:
    name = title(heading.instruction, t)
    return t.n("{name}: {n} silent", "{name}: {n} silent", heading.progress.silent, name=name)


def _mending(view: GapKindView, t: Translator) -> list[buttons.Row]:
    if view.kind is GapKind.SILENT:
        return buttons.in_rows([buttons.into(each.instruction, t) for each in view.silent], 2)
    changing = [_change(row, view, t) for row in view.rows if row.about]
    below = [[button] for button in (_invite(view, t), _mend(view, t), _forward(view, t)) if button]
    return [*buttons.in_rows(changing, 2), *below]


def _change(row: GapRow, view: GapKindView, t: Translator) -> Button:
    """换人, 改电话, 选群, or a unit of the roster."""
    what, number = row.about or ("", 0)
    alone = len({each.upper for each in view.rows}) == 1
    named = " ".join(unit_name(each, _NAME) for each in (row.unit.name,) if each)
    unit = named if alone else f"{unit_name(row.upper, _NAME)} {named}".strip()
    if view.kind is GapKind.VACANCY:
        data = pack(Action.ROSTER_REPLACE, "replace", what, number)
        return Button(f"{t('Replace')} {unit}", data)
    if view.kind is GapKind.PHONE:
        data = pack(Action.ROSTER_REPLACE, "phone", what, number)
        return Button(f"{t('Other number')} {shorten(row.people[0], _NAME)}", data)
    if view.kind is GapKind.UNBOUND:
        return Button(f"{t('Choose the group')} {unit}", pack(Action.GROUP_CHOOSE, number))
    label = f"{unit} {t(', ').join(row.people[:1])}".strip()
    return Button(label, pack(Action.ROSTER_SEAT if what == "post" else Action.ROSTER, number))


def _invite(view: GapKindView, t: Translator) -> Button | None:
    if view.invite is None:
        return None
    return Button(t("From my contacts"), pack(Action.CONTACTS_ASK, view.invite))


def _mend(view: GapKindView, t: Translator) -> Button | None:
    if view.mend and view.kind in (GapKind.VACANCY, GapKind.PHONE):
        return Button(t("Export the roster"), pack(Action.EXPORT))
    if view.mend and view.kind is GapKind.UNLINKED:
        return Button(t("Ask again in the groups"), pack(Action.CLAIM_ASK))
    return None


def _forward(view: GapKindView, t: Translator) -> Button | None:
    """A button with which Telegram asks to whom the link is forwarded."""
    if view.link is None or view.kind not in (GapKind.UNLINKED, GapKind.UNREACHABLE):
        return None
    url = f"https://t.me/share/url?url={quote(view.link, safe='')}"
    return Button(t("Send them the link"), url=url)
