"""加一句再转达: words of one's own that go along when relaying.

They are shown back before anything goes, and after 转达 wait for the undo time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.added_words import MOST_WORDS, Addition, addition
from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.instructions.reading.phrases import Lexicon
from bot.instructions.relay import RelayEnd
from bot.roster.model import Member
from bot.roster.permissions import Right, of_post
from bot.store.answering import answers
from bot.store.cascade import instructions, relay_drafts
from bot.store.cascade.relay_drafts import RelayDraft
from bot.store.people import people
from bot.store.tx import Tx, to_micros
from bot.store.writing import expectations
from bot.store.writing.expectations import Expectation
from bot.usecases.answering import pressing, recording
from bot.usecases.answering.pressing import Press
from bot.usecases.answering.recording import Answered, Given
from bot.usecases.cascade import bot_messages, own_words
from bot.usecases.cascade.own_words import NOT_TYPED

EXPECTED = "relay_words"
"""The kind of the question for the words."""
WORDS_LINK = "words_"
"""What the payload of a link to the question begins with; the instruction's id follows."""

WORDS_WAIT = timedelta(minutes=10)
LAST_WORDS = 3
"""How many of somebody's own last words are offered as buttons."""


def ask_added_words(tx: Tx, command: Press, now: datetime) -> int:
    """加一句再转达, in private or on the branch's card in a group: what comes next in the private
    chat is added. Confirmed words wait again. Returns the instruction's id."""
    instruction = pressing.asked(tx, command, now).instructions[0]
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None:
        raise Refused("not_allowed")
    if instruction.state is not InstructionState.RUNNING:
        raise Refused("instruction_ended")
    _check_to_relay(tx, instruction, member)
    if member.reachable:
        _ask(tx, instruction, member, now)
    return instruction.id


def ask_added_words_by(tx: Tx, instruction: Instruction, member: Member, now: datetime) -> None:
    """The private chat was opened by the link in the group: ask there, if they may still relay."""
    if instruction.state is not InstructionState.RUNNING:
        return
    if own_words.to_relay_by(tx, instruction.id, member.id):
        _ask(tx, instruction, member, now)


def _ask(tx: Tx, instruction: Instruction, member: Member, now: datetime) -> None:
    draft = _draft(tx, instruction, member, now)
    relay_drafts.touch(tx, draft, None, now)
    own_words.show_words_below(tx, draft, now)
    _expect(tx, draft, now)


def _check_to_relay(tx: Tx, instruction: Instruction, member: Member) -> None:
    """Raise Refused where the member has nothing to relay, or it was relayed already."""
    held = answers.held_by(tx, instruction.id, member.id)
    mine = [each.target for each in held if of_post(Right.RELAY, each.kind) and each.target.gates]
    if not mine:
        raise Refused("not_allowed")
    if not any(target.to_relay for target in mine):
        raise Refused("already_relayed")


def _draft(tx: Tx, instruction: Instruction, member: Member, now: datetime) -> RelayDraft:
    """The member's open draft, or a new one."""
    found = relay_drafts.open_of(tx, instruction.id, member.id)
    chat_id = member.telegram_id or 0
    return found or relay_drafts.begin_relay_draft(tx, instruction.id, member.id, chat_id, now)


def _expect(tx: Tx, draft: RelayDraft, now: datetime, *, waits: timedelta | None = None) -> None:
    """Take what comes next as words to add; while confirmed ones wait, only 算了 is heard."""
    until, args = now + (waits or WORDS_WAIT), {"waits": waits is not None}
    expectations.expect(tx, draft.chat_id, EXPECTED, draft.instruction_id, args, until)


def words_wait(asked: Expectation) -> bool:
    """Whether the words were confirmed, so that they can only be taken back."""
    return bool(asked.args.get("waits"))


@dataclass(frozen=True, slots=True)
class AddedWords:
    """Words in the private chat, new or edited. `instruction_id`: what was asked about."""

    telegram_id: int
    message_id: int
    text: str
    instruction_id: int = 0
    undo: timedelta = timedelta()
    lexicon: Lexicon | None = None


def hear_added_words(tx: Tx, command: AddedWords, now: datetime) -> None:
    """The words have come: show what would be relayed."""
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None:
        raise Refused("not_allowed")
    instruction = instructions.instruction(tx, command.instruction_id)
    open_ = instruction.state is InstructionState.RUNNING
    if not open_ or not own_words.to_relay_by(tx, instruction.id, member.id):
        _too_late(tx, instruction, member, command, now)
        return
    draft = _draft(tx, instruction, member, now)
    match addition(command.text, command.lexicon):
        case Addition.WORDS:
            _add(tx, draft, command, now)
        case Addition.NOTHING:
            _ask_again(tx, draft, now)
        case Addition.STOP:
            _stop(tx, draft, now)
        case Addition.PLAIN:
            _plain(tx, draft, now)
        case Addition.CONFIRM:
            _confirm(tx, draft, command.undo, now)


def _too_late(
    tx: Tx, instruction: Instruction, member: Member, command: AddedWords, now: datetime
) -> None:
    """It was relayed, or has ended, before the words came: they are answered with that."""
    if not [each for each in answers.held_by(tx, instruction.id, member.id) if each.target.gates]:
        raise Refused("not_allowed")
    expectations.clear(tx, command.telegram_id)
    meant = addition(command.text, command.lexicon)
    draft = _draft(tx, instruction, member, now)
    if meant is Addition.WORDS:
        relay_drafts.add_words(tx, draft, command.message_id, "")
    running = instruction.state is InstructionState.RUNNING
    relay_drafts.end_relay_draft(tx, draft, RelayEnd.OVERTAKEN if running else RelayEnd.ENDED)
    own_words.show_words_below(tx, draft, now, reply_to=command.message_id)


def _add(tx: Tx, draft: RelayDraft, command: AddedWords, now: datetime) -> None:
    _fits(f"{relay_drafts.words_added(tx, draft.id)}\n{command.text}")
    relay_drafts.add_words(tx, draft, command.message_id, command.text.strip())
    relay_drafts.touch(tx, draft, draft.due_at, now)
    own_words.show_words_below(tx, draft, now)
    _expect(tx, draft, now)


def add_words_again(tx: Tx, press: DraftPress, target_id: int, now: datetime) -> None:
    """One of their own last words, as a button: shown back as if it had been typed."""
    draft = _to_relay(tx, press, now)
    words = relay_drafts.words_before_at(tx, draft.member_id, target_id)
    if words is None or draft.due_at is not None:
        raise Refused("stale_button")
    _fits(f"{relay_drafts.words_added(tx, draft.id)}\n{words}")
    relay_drafts.add_words(tx, draft, NOT_TYPED, words)
    relay_drafts.touch(tx, draft, None, now)
    own_words.show_words(tx, draft, now)
    _expect(tx, draft, now)


def _fits(words: str) -> None:
    if len(words.strip()) > MOST_WORDS:
        raise Refused("words_too_long", most=MOST_WORDS)


def _ask_again(tx: Tx, draft: RelayDraft, now: datetime) -> None:
    """Answer words are never added."""
    own_words.show_words_below(tx, draft, now)
    _expect(tx, draft, now)


def _stop(tx: Tx, draft: RelayDraft, now: datetime) -> None:
    expectations.clear(tx, draft.chat_id)
    relay_drafts.end_relay_draft(tx, draft, RelayEnd.DROPPED)
    own_words.show_words_below(tx, draft, now)


def _plain(tx: Tx, draft: RelayDraft, now: datetime) -> None:
    _relay_plainly(tx, draft, now)
    own_words.show_words_below(tx, draft, now)


def _confirm(tx: Tx, draft: RelayDraft, undo: timedelta, now: datetime) -> None:
    if not relay_drafts.words_added(tx, draft.id):
        _plain(tx, draft, now)
        return
    _goes(tx, draft, undo, now)
    own_words.show_words_below(tx, draft, now)


def edit_added_words(tx: Tx, command: AddedWords, now: datetime) -> bool:
    """Apply an edit of a message to the words it brought; False for other messages.

    Confirmed words wait for the undo time anew. What was relayed stays: the writer is told.
    """
    part = relay_drafts.words_at(tx, command.telegram_id, command.message_id)
    if part is None:
        return False
    draft = relay_drafts.by_id(tx, part.draft_id)
    if draft.end is RelayEnd.PASSED:
        raise Refused("words_gone")
    meant = addition(command.text, command.lexicon)
    if draft.end is not None or part.text == command.text.strip():
        return True
    if meant is Addition.STOP:
        _stop(tx, draft, now)
        return True
    relay_drafts.set_part(tx, part, command.text.strip() if meant is Addition.WORDS else "")
    words = relay_drafts.words_added(tx, draft.id)
    _fits(words)
    goes = draft.due_at is not None and bool(words)
    relay_drafts.touch(tx, draft, now + command.undo if goes else None, now)
    own_words.show_words(tx, draft, now)
    return True


@dataclass(frozen=True, slots=True)
class DraftPress:
    """A press below the words. `version`: the state that was seen."""

    telegram_id: int
    chat_id: int
    message_id: int
    draft_id: int
    version: int = 0
    undo: timedelta = timedelta()


def relay_version(draft: RelayDraft) -> int:
    """The version of a draft, as carried by buttons."""
    return to_micros(draft.touched_at)


def relay_added_words(tx: Tx, press: DraftPress, now: datetime) -> None:
    """转达: acknowledge; the instruction and the words go on when the undo time is over."""
    draft = _to_relay(tx, press, now)
    if relay_version(draft) != press.version or not relay_drafts.words_added(tx, draft.id):
        raise Refused("changed_meanwhile")
    if draft.due_at is None:
        _goes(tx, draft, press.undo, now)
    own_words.show_words(tx, draft, now)


def _goes(tx: Tx, draft: RelayDraft, undo: timedelta, now: datetime) -> None:
    instruction = instructions.instruction(tx, draft.instruction_id)
    member = people.member(tx, draft.member_id)
    given = Given(draft.chat_id)
    recording.answer(tx, instruction, member, AnswerPath.BUTTON, now, now, given=given)
    relay_drafts.touch(tx, draft, now + undo, now)
    _expect(tx, draft, now, waits=undo)


def undo_relay(tx: Tx, press: DraftPress, now: datetime) -> None:
    """撤回: nothing has left, so the words are open again."""
    draft = _mine(tx, press, now)
    relay_drafts.touch(tx, draft, None, now)
    own_words.show_words(tx, draft, now)
    _expect(tx, draft, now)


def take_back_relay(tx: Tx, telegram_id: int, now: datetime) -> bool:
    """撤回 as a word: the confirmed words are open again; False where none wait in this chat."""
    asked = expectations.expected(tx, telegram_id, now)
    member = people.member_by_telegram(tx, telegram_id)
    if asked is None or asked.kind != EXPECTED or not words_wait(asked) or member is None:
        return False
    draft = relay_drafts.open_of(tx, asked.subject_id or 0, member.id)
    if draft is None or draft.due_at is None:
        return False
    relay_drafts.touch(tx, draft, None, now)
    own_words.show_words_below(tx, draft, now)
    _expect(tx, draft, now)
    return True


def drop_added_words(tx: Tx, press: DraftPress, now: datetime) -> None:
    """取消: nothing is relayed now."""
    draft = _mine(tx, press, now)
    expectations.clear(tx, draft.chat_id)
    own_words.finish(tx, draft, RelayEnd.DROPPED, now)


def plainly(tx: Tx, press: DraftPress, now: datetime) -> Answered:
    """不加了，直接转达: acknowledge and relay at once, without the words."""
    draft = _to_relay(tx, press, now)
    answered = _relay_plainly(tx, draft, now)
    own_words.show_words(tx, draft, now)
    return answered


def _relay_plainly(tx: Tx, draft: RelayDraft, now: datetime) -> Answered:
    expectations.clear(tx, draft.chat_id)
    relay_drafts.end_relay_draft(tx, draft, RelayEnd.PLAIN)
    instruction = instructions.instruction(tx, draft.instruction_id)
    return pressing.relay_by(tx, instruction, people.member(tx, draft.member_id), None, now)


def _to_relay(tx: Tx, press: DraftPress, now: datetime) -> RelayDraft:
    """The presser's own open draft, if they may still relay. Raises Refused."""
    draft = _mine(tx, press, now)
    instruction = instructions.instruction(tx, draft.instruction_id)
    _check_to_relay(tx, instruction, people.member(tx, draft.member_id))
    return draft


def _mine(tx: Tx, press: DraftPress, now: datetime) -> RelayDraft:
    """The presser's own open draft. Raises Refused."""
    message = bot_messages.message_pressed(tx, press.chat_id, press.message_id, now)
    if message.kind != own_words.KIND or message.subject_id != press.draft_id:
        raise Refused("stale_button")
    draft = relay_drafts.by_id(tx, press.draft_id)
    member = people.member_by_telegram(tx, press.telegram_id)
    if member is None or member.id != draft.member_id or press.chat_id != press.telegram_id:
        raise Refused("not_allowed")
    if draft.end is not None:
        raise Refused(_ENDS.get(draft.end, "stale_button"))
    return draft


_ENDS = {
    RelayEnd.PASSED: "already_relayed",
    RelayEnd.PLAIN: "already_relayed",
    RelayEnd.OVERTAKEN: "already_relayed",
    RelayEnd.ENDED: "instruction_ended",
}


def words_due(tx: Tx, most: int, now: datetime) -> int:
    """Relay with the confirmed words whose undo time is over, `most` at a time; returns how many
    were due."""
    found = relay_drafts.relay_drafts_due(tx, most, now)
    for draft in found:
        _due(tx, draft, now)
    return len(found)


def _due(tx: Tx, draft: RelayDraft, now: datetime) -> None:
    """Rights are those at this moment."""
    instruction = instructions.instruction(tx, draft.instruction_id)
    if not own_words.to_relay_by(tx, instruction.id, draft.member_id):
        own_words.finish(tx, draft, RelayEnd.LEFT, now)
        return
    words, member = relay_drafts.words_added(tx, draft.id), people.member(tx, draft.member_id)
    own_words.finish(tx, draft, RelayEnd.PASSED, now)
    pressing.relay_by(tx, instruction, member, words, now)
