"""Templates: notices kept to be sent again, and when they recur."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal

from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.model import Instruction, Urgency
from bot.instructions.templates import RepeatedFile, Template
from bot.roster.model import Unit
from bot.store.cascade.instructions import to_instruction
from bot.store.forms import facts, questions
from bot.store.tx import Row, Tx, instant_or_none


def template_like(tx: Tx, instruction: Instruction, scope: Sequence[Unit]) -> Template:
    """An instruction as a template that is not kept yet."""
    rows = tx.all("files_to_repeat", instruction_id=instruction.id)
    return Template(
        id=0,
        member_id=instruction.issuer_id,
        unit_id=instruction.unit_id,
        text=instruction.text,
        urgency=instruction.urgency,
        needs_answer=instruction.needs_answer,
        everyone=instruction.everyone,
        parties=instruction.parties,
        drill=instruction.drill,
        tiers=instruction.tiers,
        scope=tuple(each.id for each in scope),
        files=tuple(RepeatedFile(row["kind"], row["file_id"], row["name"]) for row in rows),
        questions=tuple(each.question for each in questions.asked_in(tx, instruction.id)),
        reuse=facts.reuse_of(tx, instruction.id),
        repeats=instruction.id,
    )


def keep_template(tx: Tx, new: Template, now: datetime) -> Template:
    """Keep a template; returns it with its id."""
    files = [[each.kind, each.file_id, each.name] for each in new.files]
    row = tx.need(
        "insert_template", member_id=new.member_id, unit_id=new.unit_id, text=new.text,
        urgency=new.urgency, needs_answer=new.needs_answer, everyone=new.everyone,
        parties=new.parties, drill=new.drill,
        tiers=list(new.tiers), scope=list(new.scope), files=files, now=now,
        questions=[_stored(each) for each in new.questions], reuse_days=new.reuse,
    )  # fmt: skip
    tx.run("keep_template_table", template_id=row["id"], instruction_id=new.repeats)
    return replace(new, id=int(row["id"]))


def repeat_table(tx: Tx, draft_id: int, model: Template) -> None:
    """Give a draft the office's own table of what it is like, if that has one."""
    if model.id:
        tx.run("repeat_template_table", draft_id=draft_id, template_id=model.id)
    else:
        tx.run("repeat_office_table", draft_id=draft_id, instruction_id=model.repeats)


def kept_template(tx: Tx, template_id: int) -> Template:
    """One template. Raises LookupError."""
    return _template(tx.need("template_by_id", template_id=template_id))


def templates_of(tx: Tx, member_id: int) -> list[Template]:
    """All templates of a member, the newest first."""
    return [_template(row) for row in tx.all("templates_of", member_id=member_id)]


def drop_template(tx: Tx, template_id: int) -> None:
    """Keep a template no more."""
    tx.run("delete_template_table", template_id=template_id)
    tx.run("delete_template", template_id=template_id)


def save_recurrence(tx: Tx, changed: Template) -> None:
    """Store when a template recurs."""
    tx.run(
        "set_recurrence", template_id=changed.id, by_itself=changed.by_itself,
        weekdays="".join(map(str, sorted(changed.weekdays))), workdays=changed.workdays,
        wall=changed.wall.isoformat("minutes"), next_at=changed.next_at,
    )  # fmt: skip


def templates_due(tx: Tx, most: int, now: datetime) -> list[Template]:
    """Recurring templates whose time has come."""
    return [_template(row) for row in tx.all("templates_due", most=most, now=now)]


def inherit(tx: Tx, member_id: int, successor_id: int, unit_id: int) -> None:
    """What somebody kept in the name of a unit goes to their successor."""
    facts = {"member_id": member_id, "successor_id": successor_id, "unit_id": unit_id}
    tx.run("inherit_templates", **facts)


def set_template_of(tx: Tx, draft_id: int, template_id: int) -> None:
    """A draft was begun from a template."""
    tx.run("set_template_of", draft_id=draft_id, template_id=template_id)


def newest_numbered(tx: Tx, member_id: int) -> Instruction | None:
    """The newest notice a member has sent."""
    row = tx.one("newest_numbered", member_id=member_id)
    return None if row is None else to_instruction(row)


def _stored(question: FormQuestion) -> list[object]:
    bounds = (question.lowest, question.highest)
    facts = (question.words, question.kind, question.measure, list(question.choices))
    return [*facts, *(None if each is None else str(each) for each in bounds), question.column]


def _question(
    words: str, kind: str, measure: str, choices: list[str], lowest: str | None,
    highest: str | None, column: int | None = None,
) -> FormQuestion:  # fmt: skip
    low, high = (None if each is None else Decimal(each) for each in (lowest, highest))
    return FormQuestion(words, QuestionKind(kind), measure, tuple(choices), low, high, column)


def _template(row: Row) -> Template:
    files = (RepeatedFile(*each) for each in json.loads(row["files"]))
    return Template(
        id=row["id"],
        member_id=row["member_id"],
        unit_id=row["unit_id"],
        text=row["text"],
        urgency=Urgency(row["urgency"]),
        needs_answer=bool(row["needs_answer"]),
        everyone=bool(row["everyone"]),
        parties=bool(row["parties"]),
        drill=bool(row["drill"]),
        tiers=tuple(json.loads(row["tiers"])),
        scope=tuple(json.loads(row["scope"])),
        files=tuple(files),
        questions=tuple(_question(*each) for each in json.loads(row["questions"])),
        reuse=row["reuse_days"],
        weekdays=frozenset(map(int, row["weekdays"])),
        wall=time.fromisoformat(row["wall"]),
        workdays=bool(row["workdays"]),
        by_itself=bool(row["by_itself"]),
        next_at=instant_or_none(row["next_at"]),
    )
