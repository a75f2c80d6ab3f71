"""The notices that ask the reader of /mine, and what they may do with each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.persons import Named
from bot.instructions.model import Instruction
from bot.roster.model import UNIT_POSTS, Member
from bot.store.board import rows
from bot.store.cascade import instructions, opening, versions
from bot.store.tx import Tx
from bot.usecases import named
from bot.usecases.board.own_help import OwnHelp, own_help
from bot.usecases.looking import own_units
from bot.usecases.rights import Actor

_OPEN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNotice:
    """A notice that asks the reader: its text, who wrote it, and what they may do. `state`: how
    their first unit stands; `units`: those that have not answered, else all; `fill_in`:
    they answer by a form; `form`: there is one, filled in or not; `passed`: what was added when it
    was passed on; `changed`: what the last correction changed; `in_chat`: the reader
    has a chat with the bot; `photos`: how many it has; `unseen`: all of it is
    other files, which they have nowhere; `help`: how
    the trouble stands that was reported."""

    instruction: Instruction
    issuer: Named
    units: tuple[str, ...]
    answer: bool
    fill_in: bool
    form: bool
    passed: tuple[str, ...]
    changed: str | None
    in_chat: bool
    pass_on: bool
    help: OwnHelp | None
    files: int
    photos: int
    unseen: bool
    answered_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether an answer or passing on is due."""
        return self.answer or self.pass_on

    @property
    def only_photos(self) -> bool:
        """Whether all its files stand on the page."""
        return self.photos > 0 and self.photos == self.files


def is_unseen(tx: Tx, who: Actor, instruction: Instruction) -> bool:
    """Whether an instruction is nothing but files that the page does not show, and its reader has
    no chat that shows them."""
    if who.telegram_id or instruction.text.strip():
        return False
    return any(each.kind != "photo" for each in opening.attachments(tx, instruction.id))


def photos_of(tx: Tx, instruction_id: int) -> list[str]:
    """The photos of an instruction, by which Telegram knows them."""
    return [e.file_id for e in opening.attachments(tx, instruction_id) if e.kind == "photo"]


def own_notices(tx: Tx, who: Actor) -> list[OwnNotice]:
    """The running notices that ask somebody: first those that wait, and of these the oldest, so
    that a new one moves nothing that is on the page."""
    if who.member is None or not any(seat.kind in UNIT_POSTS for seat in who.seats):
        return []
    ids = rows.open_notices_of(tx, who.member.id, _OPEN)
    found = [_own(tx, who, who.member, instructions.instruction(tx, each)) for each in ids]
    waiting = [each for each in reversed(found) if each.waits]
    return waiting + [each for each in found if not each.waits]


def _last_change(tx: Tx, instruction: Instruction) -> str | None:
    if not instruction.corrections:
        return None
    return versions.versions_of(tx, instruction.id)[-1].changed


def _own(tx: Tx, who: Actor, member: Member, instruction: Instruction) -> OwnNotice:
    asked = replace(own_units.asked_of(tx, who, instruction), shown=True)
    waiting = [each for each in asked.unanswered if each.target.opened_at]
    shown = waiting or [each for each in asked.held if each.target.opened_at]
    answered = [each.target.answered_at for each in shown if each.target.answered_at]
    return OwnNotice(
        instruction=instruction,
        issuer=named.issuer(tx, instruction.issuer_id),
        units=tuple(each.target.unit.name for each in shown),
        answer=bool(waiting),
        fill_in=asked.fills_in(instruction),
        form=any(instruction.asks_form(each.target.unit.tier) for each in shown),
        changed=_last_change(tx, instruction),
        in_chat=who.telegram_id != 0,
        passed=rows.words_passed_on(tx, [each.target.id for each in shown]),
        pass_on=asked.may_pass_on,
        help=own_help(tx, [each.target for each in asked.held if each.target.opened_at], member),
        files=len(opening.attachments(tx, instruction.id)),
        photos=len(photos_of(tx, instruction.id)),
        unseen=is_unseen(tx, who, instruction),
        answered_at=max(answered, default=None),
    )
