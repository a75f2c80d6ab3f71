"""The view of words added when relaying."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from bot.chat.cascade.own_words import OwnWordsView, RelayedBefore
from bot.chat.persons import Named
from bot.instructions.model import RelayPath, Target
from bot.instructions.relay import RelayEnd
from bot.roster.model import TierWord
from bot.store.answering import answers
from bot.store.cascade import instructions, relay_drafts
from bot.store.cascade.relay_drafts import RelayDraft, WordsBefore
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named
from bot.usecases.answering import adding_words, recording
from bot.usecases.cascade import own_words


def own_words_view(tx: Tx, message: BotMessage, now: datetime) -> OwnWordsView | None:
    """The present content; None for messages of before there were drafts."""
    if message.subject_id is None:
        return None
    draft = relay_drafts.by_id(tx, message.subject_id)
    relays = own_words.to_relay_by(tx, draft.instruction_id, draft.member_id)
    behind = [each for gate in relays for each in instructions.targets_behind(tx, gate)]
    return OwnWordsView(
        draft_id=draft.id,
        version=adding_words.relay_version(draft),
        instruction=instructions.instruction(tx, draft.instruction_id),
        who=_who(tx, draft),
        words=relay_drafts.words_added(tx, draft.id),
        wrote=bool(relay_drafts.added_words(tx, draft.id)),
        branches=[gate.unit.name for gate in relays],
        counts=_counts(tx, behind),
        leaves_in=None if draft.due_at is None else draft.due_at - now,
        end=draft.end,
        passed=_passed(tx, draft),
        before=_before(tx, draft),
        last=[(each.target_id, each.words) for each in _last(tx, draft)],
        now=now,
        zone=house.zone(tx),
    )


def _who(tx: Tx, draft: RelayDraft) -> Named:
    """The member with the post for which they relay."""
    member = people.member(tx, draft.member_id)
    held = answers.held_by(tx, draft.instruction_id, draft.member_id)
    return recording.answering_as(tx, member, held[0]) if held else named.of(tx, member)


def _last(tx: Tx, draft: RelayDraft) -> list[WordsBefore]:
    if draft.end is not None:
        return []
    return relay_drafts.words_before(tx, draft.member_id, adding_words.LAST_WORDS)


def _counts(tx: Tx, behind: list[Target]) -> list[tuple[TierWord, int]]:
    """How many units of each tier, from the top down."""
    found = Counter(house.tier(tx, target.unit.tier) for target in behind)
    return sorted(found.items(), key=lambda each: -each[0].height)


def _passed(tx: Tx, draft: RelayDraft) -> int:
    if draft.end not in (RelayEnd.PASSED, RelayEnd.PLAIN):
        return 0
    gates = relay_drafts.relayed_by(tx, draft.instruction_id, draft.member_id)
    return sum(len(instructions.targets_behind(tx, gate)) for gate in gates)


def _before(tx: Tx, draft: RelayDraft) -> RelayedBefore | None:
    if draft.end is not RelayEnd.OVERTAKEN:
        return None
    found = relay_drafts.relayed_for(tx, draft.instruction_id, draft.member_id)
    if found is None or (found.by is None and found.path is not RelayPath.CLOCK):
        return None
    who = None if found.by is None else named.anybody(tx, found.by)
    return RelayedBefore(found.at, who, own=found.by == draft.member_id)
