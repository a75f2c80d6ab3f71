"""Decides where words in a private chat belong, before anything is done with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.instructions.added_words import Addition, addition
from bot.instructions.leave import may_be_a_day
from bot.instructions.reading.meanings import Meaning, Why
from bot.instructions.reading.phrases import Lexicon
from bot.instructions.reading.reader import is_small_talk, read, read_by_rules
from bot.roster.model import ISSUING_POSTS, Member
from bot.roster.typed_person import LONGEST
from bot.store.answering import answers
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.store.writing.expectations import Expectation
from bot.usecases import issuers, rights
from bot.usecases.answering import adding_words
from bot.usecases.answering.adding_words import EXPECTED as ADDED
from bot.usecases.answering.reading import writer
from bot.usecases.answering.responding import TOLD_OF
from bot.usecases.cascade import bot_messages
from bot.usecases.cascade.bot_messages import ANSWERABLE, REPLIES, Touched
from bot.usecases.forms.filling import EXPECTED as FORM_WORDS
from bot.usecases.helping.handling import TO_THE_ASKER
from bot.usecases.plans.plan_in_chat import EXPECTED as PLAN
from bot.usecases.plans.plan_in_chat import gives_up_plan
from bot.usecases.screens import LEAVE_DAY
from bot.usecases.typed import beside_forms


@dataclass(frozen=True, slots=True)
class Heard:
    """Words in a private chat; `text` is None for other content.

    `touched`: the message replied to, where known; `photo`: it is a photo.
    """

    telegram_id: int
    text: str | None
    reply_to: int | None
    operators: frozenset[int] = frozenset()
    touched: Touched | None = None
    lexicon: Lexicon | None = None
    photo: bool = False


TALK = TOLD_OF | TO_THE_ASKER | REPLIES
"""Message kinds whose replies are passed on to somebody else."""


class Destination(Enum):
    """Who handles the words."""

    EXPECTED = auto()
    """A question was pending."""
    REPLY = auto()
    """They reply to a message about an instruction."""
    TROUBLE = auto()
    """They ask for help, whatever is pending."""
    ANSWER = auto()
    """An instruction waits for the writer."""
    DRAFT = auto()
    """The writer may issue: they begin or continue a draft."""
    STRANGER = auto()
    """The writer is not linked."""
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class Belongs:
    """Where words belong, and the pending question, if any."""

    place: Destination
    expectation: Expectation | None = None


def belongs(tx: Tx, heard: Heard, now: datetime) -> Belongs:
    """Decide by what is pending: a question, a reply, a draft, a waiting instruction. 收到 in reply
    to a card answers the card, whatever else was asked."""
    member = people.member_by_telegram(tx, heard.telegram_id)
    replied = _replied_to(tx, heard) if member is not None else None
    if replied is not None and replied.kind in TALK:
        return Belongs(Destination.REPLY)
    asked = _asked(tx, heard, replied, now)
    replies = replied is not None and replied.kind in ANSWERABLE
    if not replies and _in_trouble(tx, heard, asked, now):
        return Belongs(Destination.TROUBLE)
    for_it = asked is not None and _answers(tx, asked, heard, now, replies=replies)
    if for_it and not (replies and _to_the_card(heard)):
        return Belongs(Destination.EXPECTED, asked)
    if replies:
        return Belongs(Destination.REPLY)
    if member is None:
        writes = _issues(tx, heard) and not _small(heard) and not _cries(heard)
        return Belongs(Destination.DRAFT if writes else Destination.STRANGER)
    return Belongs(_of_member(tx, member, heard))


def _replied_to(tx: Tx, heard: Heard) -> BotMessage | None:
    if heard.reply_to is None:
        return None
    if heard.touched is not None:
        return bot_messages.copied(tx, heard.touched)
    return outbox.message_at(tx, heard.telegram_id, heard.reply_to)


def _asked(tx: Tx, heard: Heard, replied: BotMessage | None, now: datetime) -> Expectation | None:
    """The question that is pending for these words."""
    asked = expectations.expected(tx, heard.telegram_id, now)
    if asked is not None and asked.kind == "help_words" and heard.text is not None:
        return beside_forms.form_rather(tx, asked, heard.text, now) or asked
    if asked is None or asked.kind != FORM_WORDS:
        return asked
    return beside_forms.form_asked(tx, asked, replied)


def _answers(tx: Tx, asked: Expectation, heard: Heard, now: datetime, *, replies: bool) -> bool:
    """Whether words can answer a question: pictures can where they are passed on, 收到 never
    describes a trouble, whatever else is said while another instruction waits, and a long text is
    nobody's name."""
    if asked.kind == "help_words":
        return not _small(heard) and not _answers_another(tx, heard)
    if asked.kind == LEAVE_DAY:
        return heard.text is not None and may_be_a_day(heard.text) and not _small(heard)
    if asked.kind == "roster_words":
        named = heard.text is not None and len(heard.text) <= LONGEST
        return named and not _small(heard) and not _calls(heard)
    if asked.kind == PLAN:
        return heard.text is None or gives_up_plan(heard.text)
    if asked.kind == ADDED:
        return heard.text is not None and _adds(tx, asked, heard)
    if asked.kind == FORM_WORDS and heard.text is not None:
        issues = _issues(tx, heard)
        return beside_forms.answers_form(
            tx, asked, heard.text, heard.lexicon, now, replies=replies, issues=issues
        )
    if asked.kind == FORM_WORDS and heard.photo:
        return _issues(tx, heard) and beside_forms.asks_photo(tx, asked)
    return heard.text is not None or asked.kind == "reply_words"


def _answers_another(tx: Tx, heard: Heard) -> bool:
    """Whether words give an answer while an instruction waits. The one with the trouble does not:
    it was answered with the request."""
    member = people.member_by_telegram(tx, heard.telegram_id)
    if heard.text is None or member is None or not answers.waiting_for(tx, member.id):
        return False
    said = read_by_rules(heard.text, writer(tx, member), heard.lexicon)
    return said.meaning in (Meaning.YES, Meaning.NOTE) and said.why in (Why.ASSENT, Why.MORE)


def _of_member(tx: Tx, member: Member, heard: Heard) -> Destination:
    waiting = bool(answers.waiting_for(tx, member.id))
    answers_it = waiting and _answers_from_a_branch(tx, heard)
    if _issues(tx, heard) and not _small(heard) and not answers_it:
        return Destination.DRAFT
    return Destination.ANSWER if waiting else Destination.NOWHERE


_ANSWERS = frozenset({Meaning.YES, Meaning.NOTE, Meaning.NO, Meaning.OTHER})
"""What is an answer also from somebody who writes to those below; what is unclear is not."""


def _answers_from_a_branch(tx: Tx, heard: Heard) -> bool:
    """Whether a branch lead or deputy answers what waits for them instead of writing to those
    below: only words that say so are an answer, so that a notice never counts as one."""
    if heard.text is None or _in_care(tx, heard):
        return False
    return read_by_rules(heard.text, lexicon=heard.lexicon).meaning in _ANSWERS


_TROUBLE_ASKED = frozenset({"help_words", "reply_words"})
"""Questions whose answer describes the trouble or what to do about it."""

_LONGEST_CALL = 60
"""Above so many characters the words of a branch lead are a notice, whatever they tell of."""


def _adds(tx: Tx, asked: Expectation, heard: Heard) -> bool:
    """Whether words are for the question what to add when relaying: 收到 is not while it is still
    waited for, and words that were confirmed can only be taken back."""
    if adding_words.words_wait(asked):
        return addition(heard.text or "") is Addition.STOP
    member = people.member_by_telegram(tx, heard.telegram_id)
    return not _small(heard) or member is None or not answers.waiting_for(tx, member.id)


def _to_the_card(heard: Heard) -> bool:
    """Whether words in reply to a card are about it, whatever else was asked."""
    return _small(heard) or _calls(heard)


def _calls(heard: Heard) -> bool:
    """Whether words are a bare call for help, or tell of a danger."""
    said = read_by_rules(heard.text or "", lexicon=heard.lexicon)
    return said.meaning is Meaning.HELP and (said.cry or said.danger)


def _in_trouble(tx: Tx, heard: Heard, asked: Expectation | None, now: datetime) -> bool:
    """Whether words ask for help. Of liaisons, supervisors and operators only a bare cry does, and
    of a branch lead nothing long: they write of others' troubles. What they add when relaying is
    shown back to them, so that only danger and a bare cry come before it. The words of whoever may
    issue are read by rules alone: the model knows answers, not notices."""
    if heard.text is None or (asked is not None and asked.kind in _TROUBLE_ASKED):
        return False
    member = people.member_by_telegram(tx, heard.telegram_id)
    if member is None:
        return False
    issues = _issues(tx, heard)
    said = (read_by_rules if issues else read)(heard.text, lexicon=heard.lexicon)
    if said.meaning is not Meaning.HELP:
        return False
    if asked is not None and asked.kind == ADDED:
        return _calls(heard)
    if asked is not None and asked.kind == FORM_WORDS:
        trouble = beside_forms.is_meant_as_trouble(tx, asked, heard.text, said, now)
        if not trouble or said.danger:
            return trouble
    if said.cry or not issues:
        return True
    return not _in_care(tx, heard) and len(heard.text) <= _LONGEST_CALL


def _cries(heard: Heard) -> bool:
    """Whether words are a bare call for help: that is never the text of a notice."""
    return heard.text is not None and read_by_rules(heard.text, lexicon=heard.lexicon).cry


def _issues(tx: Tx, heard: Heard) -> bool:
    return bool(issuers.roots(tx, rights.actor(tx, heard.telegram_id, heard.operators)))


def _in_care(tx: Tx, heard: Heard) -> bool:
    """Whether somebody issues from above, and is asked for no answer as a branch lead is."""
    who = rights.actor(tx, heard.telegram_id, heard.operators)
    return who.operator or any(seat.kind in ISSUING_POSTS for seat in who.seats)


def _small(heard: Heard) -> bool:
    return heard.text is not None and is_small_talk(heard.text, heard.lexicon)
