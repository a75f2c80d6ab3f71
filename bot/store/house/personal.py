"""What each column of each table holds of a person.

A new column has its place here: a test compares this list with the schema. Whoever declares one
that is not plain makes `forgetting` remove it and `/mydata` show it; two tests look through the
whole database for what either has missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldColumns:
    """The columns of one table, names separated by spaces.

    `plain`: nothing of a person. `member`: a member's id, a pseudonym once they are forgotten.
    `account`: a Telegram id, or a chat's, which is the person's own in private. `identity`: their
    name or number. `words`: what somebody wrote or sent. `mixed`: documents and texts in which any
    of these may stand.
    """

    plain: str = ""
    member: str = ""
    account: str = ""
    identity: str = ""
    words: str = ""
    mixed: str = ""

    @property
    def columns(self) -> list[str]:
        """All columns."""
        kinds = (self.plain, self.member, self.account, self.identity, self.words, self.mixed)
        return " ".join(kinds).split()


TABLES: Mapping[str, HeldColumns] = {
    "approval": HeldColumns(
        plain="id instruction_id units state asked_at until decided_at",
        member="decided_by",
        words="reason",
    ),
    "acknowledgement": HeldColumns(
        plain="id target_id path said_at recorded_at late version_id",
        member="member_id",
        account="chat_id",
    ),
    "assignment": HeldColumns(plain="id post_id since until", member="member_id"),
    "attachment": HeldColumns(
        plain="id instruction_id kind album part_id replaced_by",
        words="file_id",
        mixed="name",
    ),
    "audit": HeldColumns(
        plain="id at action path instruction_id unit_id",
        member="actor member_id",
        mixed="facts",
    ),
    "binding": HeldColumns(plain="unit_id group_id bound_at", member="bound_by"),
    "board_session": HeldColumns(
        plain="id kind seed token_hash unit_id device created_at until ended_at",
        account="account",
    ),
    "bot_message": HeldColumns(
        plain="id telegram_id kind subject_id reply_to silent created_at sent_at closed_at gone_at"
        " shown_version",
        member="member_id",
        account="chat_id",
        mixed="args",
    ),
    "chat_language": HeldColumns(plain="language chosen", account="chat_id"),
    "digest_told": HeldColumns(plain="due_at gaps", member="member_id"),
    "draft_part": HeldColumns(plain="id instruction_id said", account="chat_id", words="text"),
    "expectation": HeldColumns(plain="kind subject_id until", account="chat_id", mixed="args"),
    "fact": HeldColumns(
        plain="id unit_id folded kind measure amount path instruction_id form_number said_at"
        " recorded_at replaced_at",
        member="member_id",
        mixed="words choices value form_title",
    ),
    "fact_question": HeldColumns(plain="folded kind measure", mixed="words"),
    "fact_tie": HeldColumns(plain="folded kind same_as tied_at"),
    "form_answer": HeldColumns(
        plain="id question_id target_id unit_id amount unusual path said_at recorded_at"
        " replaced_at",
        member="member_id",
        mixed="value",
    ),
    "form_filling": HeldColumns(
        plain="id target_id state choosing ordinal path said_at begun_at",
        member="member_id",
        account="chat_id",
    ),
    "form_filling_value": HeldColumns(plain="filling_id question_id sure replaces", words="value"),
    "form_known": HeldColumns(plain="target_id"),
    "form_reuse": HeldColumns(plain="instruction_id days"),
    "form_question": HeldColumns(
        plain="id instruction_id ordinal folded kind measure lowest highest table_column",
        mixed="words choices",
    ),
    "help_request": HeldColumns(
        plain="id unit_id target_id state reason rung opened_at due_at taken_at solved_at"
        " reopened_at",
        member="member_id taken_by",
        words="words",
    ),
    "hand_change": HeldColumns(
        plain="what subject_id was_below changed_at",
        member="changed_by",
        mixed="was_name",
    ),
    "import_request": HeldColumns(
        plain="id state created_at decided_at purpose",
        member="member_id",
        account="chat_id",
        words="file_id",
        mixed="file_name answers difference",
    ),
    "inbox": HeldColumns(
        plain="id update_id state attempts received_at settled_at",
        account="sort_key",
        mixed="payload error",
    ),
    "instruction": HeldColumns(
        plain="id number unit_id urgency needs_answer state tiers deadline_at deadline_given"
        " deadline_from quiet_first ladder created_at touched_at sends_at started_at completed_at"
        " deadline_told_at ended_at file_kind version_id corrections corrects_id form_tier"
        " everyone drill parties template_id thanked_at",
        member="issuer_id",
        words="text changed",
        mixed="file_name",
    ),
    "instruction_version": HeldColumns(
        plain="id instruction_id number asks at",
        member="member_id",
        words="text changed",
    ),
    "instruction_scope": HeldColumns(plain="instruction_id unit_id"),
    "link_request": HeldColumns(
        plain="id unit_id state opened_at decided_at",
        member="member_id decided_by",
        account="telegram_id",
        identity="nickname phone",
        words="claim",
    ),
    "member": HeldColumns(
        plain="reachable linked_at deactivated forgotten_at suspended_at away_until by_phone"
        " on_page last_call last_call_at missed_calls alive_at",
        member="id merged_into",
        account="telegram_id",
        identity="name phone",
    ),
    "message_target": HeldColumns(plain="message_id target_id role at"),
    "meta": HeldColumns(plain="key", account="value"),
    "migration": HeldColumns(plain="number name"),
    "office_table": HeldColumns(plain="instruction_id content", mixed="file_name layout"),
    "one_time_link": HeldColumns(
        plain="id post_id seed token_hash state created_at until decided_at",
        member="member_id",
        account="chat_id",
    ),
    "operator": HeldColumns(plain="named_by since", account="telegram_id"),
    "outbox": HeldColumns(
        plain="id stamp key op lane message_id state not_before attempt since wanted claimed again"
        " created_at settled_at shows",
        account="chat_id",
        mixed="error",
    ),
    "page_link": HeldColumns(
        plain="id unit_id seed token_hash state device device_hash code created_at asked_at"
        " decided_at until",
        member="member_id decided_by",
        account="chat_id",
        words="claim",
    ),
    "pending_press": HeldColumns(plain="instruction_id pressed_at", account="telegram_id"),
    "picked_contact": HeldColumns(
        plain="id message_id unit_id state created_at",
        member="member_id",
        account="chat_id account",
        identity="name",
    ),
    "post": HeldColumns(plain="id unit_id kind ordinal dropped_at title", mixed="note"),
    "relay_draft": HeldColumns(
        plain="id instruction_id touched_at due_at outcome",
        member="member_id",
        account="chat_id",
    ),
    "relay_draft_part": HeldColumns(plain="id draft_id said", account="chat_id", words="text"),
    "remark": HeldColumns(
        plain="id kind instruction_id unit_id thread_id answers_id help_id number copied said_at",
        member="member_id to_id",
        account="chat_id",
        words="words",
    ),
    "remark_bundle": HeldColumns(plain="message_id until rings_at", member="member_id"),
    "remark_told": HeldColumns(plain="remark_id message_id"),
    "roster_edit": HeldColumns(
        plain="id verb stage unit_id post_id created_at decided_at",
        member="member_id",
        account="chat_id",
        mixed="said shown",
    ),
    "target": HeldColumns(
        plain="id instruction_id unit_id upper_id tier gates state opened_at sent_at answered_at"
        " ladder_at step due_at relay_due_at relayed_at relay_path asked_version reported_at",
        member="relayed_by",
        words="relay_words",
    ),
    "template_table": HeldColumns(plain="template_id content", mixed="file_name layout"),
    "template": HeldColumns(
        plain="id unit_id urgency needs_answer everyone parties drill tiers scope weekdays wall"
        " workdays by_itself next_at created_at reuse_days",
        member="member_id",
        words="text",
        mixed="files questions",
    ),
    "unit": HeldColumns(plain="id code name tier parent_id path removed_at"),
    "yearly_drill": HeldColumns(plain="year at started_at"),
    "unit_outline": HeldColumns(plain="unit_id rings set_at"),
    "unit_plan": HeldColumns(plain="unit_id content width height set_at", member="set_by"),
    "unit_spot": HeldColumns(plain="unit_id plan_id x y"),
    "work_group": HeldColumns(
        plain="id chat_id thread_id joined_at leave_at left_at administrator muted_at try_at",
        account="invited_by",
        mixed="title",
    ),
}


def texts() -> Iterator[tuple[str, str]]:
    """Table and column of every text that may name somebody."""
    for table, holds in TABLES.items():
        for column in f"{holds.words} {holds.mixed}".split():
            yield table, column
