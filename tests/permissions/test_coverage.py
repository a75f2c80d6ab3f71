"""The generated test tries every possible request to the bot."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from bot.chat.callback import Action
from bot.handlers import dispatch, routes
from bot.roster.permissions import Right
from tests.permissions.book import Book
from tests.permissions.course import unfold
from tests.permissions.plan import HEIGHTS, KNOWN_OPERATOR, NOBODY, OPERATOR, STRANGER, Plan
from tests.permissions.sample import BRANCH_LEAD, LEAD, LIAISON, SAMPLE, SAMPLES
from tests.permissions.subjects import EVERYTHING
from tests.permissions.ways import ANYBODY, WAYS
from tests.permissions.who_may import CARE, OWN, WHO_MAY, up

BESIDES = {
    "answering.group_reply": "group reply",
    "answering.group_mention": "group mention",
    "roster.document": "file",
    "people.contact": "contact",
    "people.reachable": "membership",
    "editing.users_shared": "users shared",
    "groups.standing": "membership",
    "groups.chat_shared": "chat shared",
    "groups.migrated": "migrated",
    "groups.topic_changed": "topic",
    "writing.edited": "edited",
    "writing.withdraw_newest": "撤回 in words",
    "people.unlink_in_words": "解绑 in words",
    "writing.cancel": "取消 in words",
    "leave.leave_in_words": "leave in words",
    "in_words.press_in_words": "button in words",
    "in_words.relay_in_group": "relay in words",
}
"""What routes call without a look-up in a table."""

ROWS = {
    Right.ANSWER: "answer",
    Right.ASK_HELP: "ask for help",
    Right.ANSWER_FOR: "answer for",
    Right.FILL_IN: "fill in",
    Right.TAKE_HELP: "take up help",
    Right.RELAY: "relay",
    Right.RELAY_OVER: "relay over",
    Right.SEE: "see",
    Right.REMIND: "remind",
    Right.BIND: "bind",
    Right.IMPORT: "import",
    Right.EXPORT: "export",
    Right.REPLACE: "replace",
    Right.CHANGE: "change the roster",
    Right.GIVE_LEAVE: "give leave",
    Right.DIAL: "dial",
    Right.APPROVE_LINK: "approve links",
    Right.INVITE: "invite",
    Right.ISSUE: "issue",
    Right.APPROVE: "approve",
    Right.WITHDRAW: "withdraw",
    Right.CORRECT: "correct",
    Right.CLOSE: "close",
}


def test_every_way_in_is_named() -> None:
    found = {f"press {action.name}" for action in routes.PRESSES}
    found |= {f"/{command}" for command in routes.COMMANDS}
    found |= {f"expected {kind}" for kind in routes.EXPECTED}
    found |= {f"private {place.name}" for place in routes.PRIVATE}
    assert found | set(BESIDES.values()) == set(WAYS)


def test_every_button_there_is_leads_somewhere() -> None:
    assert set(routes.PRESSES) == set(Action)


def test_nothing_is_handled_besides() -> None:
    modules = {name for name, each in vars(routes).items() if _is_handlers(each)}
    tables = {_where(each) for each in (*routes.PRESSES.values(), *routes.COMMANDS.values())}
    tables |= {_where(each) for each in (*routes.EXPECTED.values(), *routes.PRIVATE.values())}
    assert _called(routes, modules) - tables == set(BESIDES)
    assert _called(dispatch, {"routes"}) == {f"routes.{each}" for each in _ENTRANCES}


_ENTRANCES = ("route_press", "membership", "route_message")


def test_every_way_asks_for_a_row_of_the_table_or_says_why_not() -> None:
    for way, row in WAYS.items():
        assert row in WHO_MAY or row.removeprefix(ANYBODY) not in ("", row), way
    assert set(ROWS) == set(Right)
    assert set(ROWS.values()) == set(WHO_MAY)


def test_every_way_is_tried(sqlite_book: Book) -> None:
    tried = set()
    for actor in (LIAISON, BRANCH_LEAD, LEAD):
        with sqlite_book.open():
            scene = unfold(sqlite_book, replace(SAMPLE, actor=actor))
            tried |= {attempt.way for acts in EVERYTHING for attempt in acts(scene)}
    assert tried == set(WAYS)


def test_every_kind_of_person_acts_whatever_is_drawn() -> None:
    kinds = {kind for plan in SAMPLES for kind in _kinds(plan)}
    at_home = {f"{kind} of a {place}" for kind in OWN for place in ("building", "branch")}
    without = {f"former {kind}" for kind in (*OWN, *CARE)}
    besides = {"unlinked", "leads two branches", "supervisor elsewhere", "liaison elsewhere"}
    assert at_home | without | besides <= kinds
    assert {OPERATOR, KNOWN_OPERATOR, STRANGER, NOBODY} <= {plan.actor for plan in SAMPLES}
    assert any(plan.runs_the_bot for plan in SAMPLES)


def _kinds(plan: Plan) -> set[str]:
    """In which ways the actor of a plan is somebody."""
    held, before = plan.held_by(plan.actor), plan.held_by(plan.actor, before=True)
    tree, here = plan.tree, up(plan.tree, plan.author.place)[-1]
    found = {f"{each.kind} of a {HEIGHTS[tree[each.place].height]}" for each in held}
    found |= {f"former {each.kind}" for each in set(before) - set(held)}
    found |= {f"{each.kind} elsewhere" for each in held if up(tree, each.place)[-1] != here}
    branches = [each for each in held if each.kind == "lead" and tree[each.place].height == 1]
    found |= {"leads two branches"} if len(branches) > 1 else set()
    return found | ({"unlinked"} if plan.actor in plan.unlinked else set())


def _is_handlers(value: object) -> bool:
    return isinstance(value, ModuleType) and value.__name__.startswith("bot.handlers.")


def _where(handler: object) -> str:
    module, name = getattr(handler, "__module__"), getattr(handler, "__name__")  # noqa: B009
    return f"{module.removeprefix('bot.handlers.')}.{name}"


def _called(module: ModuleType, names: set[str]) -> set[str]:
    """The names of these modules used in another module's functions, as `module.name`."""
    tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return {
        f"{node.value.id}.{node.attr}"
        for node in found
        if isinstance(node.value, ast.Name) and node.value.id in names
    }
