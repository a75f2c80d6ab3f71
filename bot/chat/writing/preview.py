"""The preview: how an instruction will look, whom it reaches, and what can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import form_question_lines
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import listed, tier_count
from bot.chat.sentences.writing import WRITING
from bot.chat.text import Text, bold, lines, styled
from bot.chat.texts import Translator
from bot.chat.times import clock_time
from bot.chat.titles import FILES, headline
from bot.chat.writing.approving import Second, no_second, second_line
from bot.chat.writing.reach import ReachView, few, gap_lines, reaches
from bot.instructions.burden import NOT_YET, Burden
from bot.instructions.forms.question import FormQuestion
from bot.instructions.model import DeadlineFrom, Instruction

LIMIT = 4096
_BELOW = 600
_WHAT = 350
"""UTF-16 code units reserved for what stands below the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft as its issuer sees it.

    `quiet_until`: the end of the quiet hours it falls into; `mentioned`: other times in its text
    that can be made the deadline; `over`: by how much it is too long; `several`: it has parts that
    can be removed; `all_tiers`: no tier is left out; `parties`: how many of how many property
    companies and owners' committees are told as well.
    """

    instruction: Instruction
    version: int
    issuer: Named
    files: Sequence[tuple[str, int]]
    reach: ReachView
    quiet_until: datetime | None
    answer_by: datetime
    mentioned: Sequence[datetime]
    over: int
    several: bool
    all_tiers: bool
    parties: tuple[int, int] | None
    now: datetime
    zone: ZoneInfo
    questions: Sequence[FormQuestion] = ()
    burden: Burden = NOT_YET
    """How often those asked were asked already."""
    second: Second | None = None
    """It takes a second person."""
    blanks: Sequence[str] = ()
    """Blanks of its template that are left to be filled in."""


def render_draft(view: DraftView, t: Translator) -> Outgoing:
    """The text as it will look, and below it whom it reaches and when."""
    below = lines(
        _to_whom(view, t), reaches(view.reach, t), _parties(view, t), *gap_lines(view.reach, t)
    )
    what = lines(*_what_happens(view, t))
    text = lines(
        _too_long(view, t),
        _blanks(view, t),
        no_second(view.second, t),
        t("Please have a look; this is how it will go out:"),
        styled("blockquote", _card(view, t)),
        below.shortened(_BELOW),
        what.shortened(_WHAT),
    )
    return _outgoing(text, _keyboard(view, t))


def _too_long(view: DraftView, t: Translator) -> Text | None:
    if not view.over:
        return None
    return bold(
        t(
            "Too long to send: {over} characters over. Please shorten what you wrote, "
            "or take out a line.",
            over=view.over,
        )
    )


def _blanks(view: DraftView, t: Translator) -> Text | None:
    if not view.blanks:
        return None
    return bold(t(WRITING["blanks_left"], names=t(", ").join(view.blanks)))


def _outgoing(text: Text, keyboard: Keyboard) -> Outgoing:
    text = text.shortened(LIMIT)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _card(view: DraftView, t: Translator) -> Text:
    instruction = view.instruction
    heading = t("[Urgent notice] ") if instruction.urgent else t("[Notice] ")
    rest = instruction.text.strip().partition("\n")[2]
    return lines(
        bold(heading + headline(instruction, t)),
        rest.strip(),
        *_questions(view, t),
        _files(view, t),
        _signature(view, t),
    )


def _questions(view: DraftView, t: Translator) -> list[str]:
    if not view.questions:
        return []
    return [t("Please fill in:"), *form_question_lines(view.questions, t)]


def _files(view: DraftView, t: Translator) -> str | None:
    if not view.files:
        return None
    words = [f"{n} × {t(FILES[kind])}" if n > 1 else t(FILES[kind]) for kind, n in view.files]
    return "📎 " + t(", ").join(words)


def _signature(view: DraftView, t: Translator) -> str:
    who = address(view.issuer, t)
    if not view.instruction.needs_answer:
        return t("— {who}", who=who)
    return t("— {who} · please answer by {time}", who=who, time=_deadline(view, t))


def _deadline(view: DraftView, t: Translator) -> str:
    return clock_time(view.answer_by, view.now, view.zone, t)


def _to_whom(view: DraftView, t: Translator) -> Text:
    if not view.reach.total:
        return bold(t("Nobody is chosen yet: please press “Change recipients”."))
    units = " ".join(tier_count(tier, n, t) for tier, n in view.reach.tiers)
    mode = t("urgent") if view.instruction.urgent else t("routine")
    answer = t("for information only")
    if view.instruction.needs_answer:
        answer = t("by {time}", time=_deadline(view, t))
    return bold(t("To {units} · {mode} · {answer}", units=units, mode=mode, answer=answer))


def _parties(view: DraftView, t: Translator) -> str | None:
    if view.parties is None:
        return None
    told, total = view.parties
    return t("For information also to property and owners: {told} of {total} can be told",
             told=told, total=total)  # fmt: skip


def _what_happens(view: DraftView, t: Translator) -> list[str]:
    found = _when(view, t)
    if waits := second_line(view.second, t):
        found.append(waits)
    elif view.instruction.urgent:
        everybody = view.reach.chosen is None and view.all_tiers
        at_once = t("Goes to everybody at once, at any hour.")
        found.append(at_once if everybody else t("Goes to all of these at once, at any hour."))
    elif view.reach.gates.total:
        units = few(view.reach.gates, t)
        found.append(t("First to {units}; those below get it once it is passed on.", units=units))
    if view.reach.stuck.total:
        units = listed(view.reach.stuck, t)
        found.append(
            t("Nobody can be asked to pass it on at {units}: goes on at once.", units=units)
        )
    if not view.instruction.needs_answer:
        found.append(t("No button, nobody is reminded."))
    elif view.instruction.everyone:
        found.append(t("Every holder answers for themself; the building counts once all have."))
    if view.instruction.drill:
        found.append(t("A drill: every message says so, it counts nowhere, a report ends it."))
    return [*found, *_often(view, t), *_quiet(view, t)]


def _often(view: DraftView, t: Translator) -> list[str]:
    """这 43 处今天已被请回复 2 次，本周 5 次."""
    found = view.burden
    if not view.instruction.needs_answer or not found.week:
        return []
    facts = {"units": view.reach.total, "today": found.today, "week": found.week}
    if not found.today:
        return [t("These {units} were asked for an answer {week} × this week.", **facts)]
    return [t("These {units} were asked for an answer {today} × today, {week} × this week.",
              **facts)]  # fmt: skip


def _when(view: DraftView, t: Translator) -> list[str]:
    """Where the deadline comes from, and the alternatives."""
    if not view.instruction.needs_answer:
        return []
    if view.instruction.deadline_from is DeadlineFrom.TEXT:
        return [t("The time is taken from your text; “Change time” changes it.")]
    if view.mentioned and view.instruction.deadline_from is None:
        return [t("Answers by a time in your text? Press it below.")]
    return []


def _quiet(view: DraftView, t: Translator) -> list[str]:
    if view.quiet_until is None:
        return []
    if view.instruction.quiet_first:
        return [t("It is quiet time: goes out now, without a sound.")]
    time = clock_time(view.quiet_until, view.now, view.zone, t)
    return [t("It is quiet time: goes out at {time}.", time=time)]


def _keyboard(view: DraftView, t: Translator) -> Keyboard:
    number, instruction = view.instruction.id, view.instruction
    urgent = t("Routine") if instruction.urgent else t("Urgent")
    answer = t("For information only") if instruction.needs_answer else t("Ask for an answer")
    rows = [
        _send(view, t),
        _times(view, t),
        [
            Button(t("Change recipients"), pack(Action.SCOPE, number, "look")),
            Button(t("Change time"), pack(Action.DEADLINE, number)),
        ],
        [
            Button(urgent, pack(Action.URGENT, number)),
            *([] if view.questions else [Button(answer, pack(Action.NEEDS_ANSWER, number))]),
            Button(t("Add questions"), pack(Action.QUESTIONS, number)),
        ],
        [*_everyone(view, t), _drill(view, t), _keep(view, t)],
        _quiet_button(view, t),
        [*_shortening(view, t), Button(t("Cancel"), pack(Action.DISCARD, number))],
    ]
    return [row for row in rows if row]


def _send(view: DraftView, t: Translator) -> list[Button]:
    if view.blanks:
        label = t("Fill in the blanks")
        return [Button(label, pack(Action.FILL_BLANK, view.instruction.id))]
    if view.over or not view.reach.total or (view.second and not view.second.asked):
        return []
    return [Button(t("Send"), pack(Action.SEND, view.instruction.id, view.version))]


def _times(view: DraftView, t: Translator) -> list[Button]:
    """The times in the text; a press makes one the deadline."""
    if not view.instruction.needs_answer or view.instruction.deadline_from is DeadlineFrom.CHOSEN:
        return []
    return [
        Button(
            t("by {time}", time=clock_time(at, view.now, view.zone, t)),
            pack(Action.DEADLINE, view.instruction.id, "at", int(at.timestamp()) // 60),
        )
        for at in view.mentioned
    ]


def _shortening(view: DraftView, t: Translator) -> list[Button]:
    if not view.several:
        return []
    return [Button(t("Take out a line"), pack(Action.TAKE_OUT, view.instruction.id))]


def _everyone(view: DraftView, t: Translator) -> list[Button]:
    if view.questions or not view.instruction.needs_answer:
        return []
    whole = view.instruction.everyone
    label = t("One answer a unit is enough") if whole else t("Everybody answers")
    return [Button(label, pack(Action.EVERYONE, view.instruction.id))]


def _drill(view: DraftView, t: Translator) -> Button:
    label = t("Not a drill") if view.instruction.drill else t("Drill")
    return Button(label, pack(Action.DRILL, view.instruction.id))


def _keep(view: DraftView, t: Translator) -> Button:
    return Button(t("Keep as template"), pack(Action.SAVE_TEMPLATE, view.instruction.id))


def _quiet_button(view: DraftView, t: Translator) -> list[Button]:
    if view.quiet_until is None:
        return []
    chosen = view.instruction.quiet_first
    label = t("Wait for the morning") if chosen else t("Send now, silently")
    return [Button(label, pack(Action.QUIET_FIRST, view.instruction.id))]
