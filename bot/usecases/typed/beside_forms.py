"""Words in private while a form is open: what answers it, and what is meant for somebody else.

A reply belongs to the message it replies to, trouble is heard, a question goes up, and whoever may
issue can write a notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions.forms.question import QuestionKind
from bot.instructions.forms.refusing import holds_number
from bot.instructions.reading.meanings import Meaning, Reading, Why
from bot.instructions.reading.phrases import Lexicon
from bot.instructions.reading.reader import is_small_talk, read_by_rules
from bot.store.delivery.outbox import BotMessage
from bot.store.forms import fillings
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing.expectations import Expectation
from bot.usecases.cascade import bot_messages
from bot.usecases.cascade.bot_messages import ANSWERABLE
from bot.usecases.forms import filling as filled
from bot.usecases.forms import saying
from bot.usecases.forms.filling import Form
from bot.usecases.forms.saying import TypedAnswers

_SHORTEST_NOTICE = 6
"""Below so many characters what cannot be read is a slip, not a notice."""


def form_asked(tx: Tx, asked: Expectation, replied: BotMessage | None) -> Expectation | None:
    """The form that words answer; None where it is the writer's no more, or they reply to a message
    about something else."""
    if replied is not None and replied.kind == filled.KIND:
        asked = replace(asked, subject_id=replied.subject_id)
    form = _open(tx, asked)
    if form is None:
        return None
    if replied is not None and replied.kind in ANSWERABLE:
        about = bot_messages.instructions_on(tx, replied, None)
        if form.instruction.id not in {each.id for each in about}:
            return None
    return asked


def form_rather(tx: Tx, asked: Expectation, words: str, now: datetime) -> Expectation | None:
    """The form that was open when its writer told of a trouble, where words are figures for it and
    no more about the trouble."""
    member = people.member_by_telegram(tx, asked.chat_id)
    begun = fillings.open_fillings_by(tx, member.id) if member is not None else []
    if not begun:
        return None
    rather = replace(asked, kind=filled.EXPECTED, subject_id=begun[0].id)
    form = _open(tx, rather)
    if form is None or form.current is None or form.current.question.kind is QuestionKind.TEXT:
        return None
    return rather if saying.read_typed(tx, form, words, now).sure else None


def answers_form(
    tx: Tx, asked: Expectation, words: str, lexicon: Lexicon | None, now: datetime, *,
    replies: bool, issues: bool,
) -> bool:  # fmt: skip
    """Whether words are for the form, also to be told that they are not understood. `replies`: to a
    card of the form; `issues`: the writer writes notices too."""
    read = _read(tx, asked, words, now)
    said = read_by_rules(words, lexicon=lexicon)
    if read is None or read.sure or holds_number(words):
        return read is not None
    if replies or said.why is Why.QUESTION:
        return bool(read.values) and said.meaning is not Meaning.NO
    if read.values or is_small_talk(words, lexicon):
        return True
    return not (issues and len(words.strip()) >= _SHORTEST_NOTICE)


def asks_photo(tx: Tx, asked: Expectation) -> bool:
    """Whether a form asks for a photo now: that of an issuer is none for a notice then."""
    form = _open(tx, asked)
    current = form.current if form is not None else None
    return current is not None and current.question.kind is QuestionKind.PHOTO


def is_meant_as_trouble(
    tx: Tx, asked: Expectation, words: str, said: Reading, now: datetime
) -> bool:
    """Whether a call for help is one: danger and bare cries always, else what is no sure answer.
    What was only guessed gives way to any answer."""
    if not said.guessed and (said.danger or said.cry):
        return True
    read = _read(tx, asked, words, now)
    return read is None or not (read.values if said.guessed else read.sure)


def _read(tx: Tx, asked: Expectation, words: str, now: datetime) -> TypedAnswers | None:
    form = _open(tx, asked)
    return saying.read_typed(tx, form, words, now) if form is not None else None


def _open(tx: Tx, asked: Expectation) -> Form | None:
    try:
        form = filled.own_form(tx, asked.chat_id, asked.subject_id or 0)
    except Refused:
        return None
    return form if form.filling.state == "open" else None
