"""The measurements work at a tiny size; how fast anything is, is not asked here."""

from __future__ import annotations

import importlib
from dataclasses import asdict

import pytest

from benchmarks import page, report
from benchmarks.figures import Figure
from benchmarks.growth import Grown
from benchmarks.site import Site
from benchmarks.standin.world import World
from bot.demo.botapi import validate


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.open(tmp_path_factory.mktemp("district"), branches=3, buildings=12)


def _measured(row: str, site: Site) -> dict[str, Figure]:
    found = importlib.import_module(f"benchmarks.rows.{row}").measure(site)
    return {figure.what: figure for figure in found}


def test_everybody_gets_a_card_and_nobody_is_refused(site: Site) -> None:
    figures = _measured("cascade", site)
    assert "urgent to 15 chats, limit 300/s" in figures
    assert figures["urgent: refused with 429"].value == 0
    assert figures["routine: refused with 429"].value == 0


def test_every_group_and_every_lead_gets_a_card(site: Site) -> None:
    figures = _measured("rings", site)
    whole = figures["urgent to 15 groups and as many leads, limit 300/s"]
    assert whole.floor is not None
    assert whole.floor >= (2 * 15 - 1) / 300
    assert figures["refused with 429"].value == 0


def test_every_press_is_written_down_and_answered(site: Site) -> None:
    figures = _measured("burst", site)
    assert figures["written down"].reached
    assert figures["unanswered (peer: side by side)"].value == 0


def test_people_are_told_once(site: Site) -> None:
    assert _measured("chases", site)["told more than once"].value == 0


def test_the_summary_of_a_week_counts_every_answer_that_was_asked_for(site: Site) -> None:
    figures = _measured("weekly", site)
    asked = figures["answers it counts"].value
    assert asked == 19 * 15, "one notice asked nobody"
    assert figures["the summary of a week with 20 notices to everybody"].value > 0


def test_a_figure_is_held_against_what_binds_it() -> None:
    fast = Figure(row="a", what="b", value=10, unit="/s", peer=2, of="peer", at_least=4)
    slow = Figure(row="a", what="b", value=10, unit="s", floor=9, of="floor", at_most=1.03)
    free = Figure(row="a", what="b", value=10, unit="s")
    assert (fast.reached, slow.reached, free.reached) == (True, False, None)
    assert fast.goal == "≥ 4 × peer"


def test_the_table_shows_all() -> None:
    figure = Figure(row="start", what="to the first send", value=1.25, unit="s", at_most=2)
    table = report.table([figure])
    assert "1.25 s" in table
    assert "≤ 2 s" in table
    assert "✓" in table


def test_the_page_and_the_plot_hold_what_was_measured() -> None:
    figure = Figure(row="start", what="to the first send", value=1.25, unit="s", at_most=2)
    sizes = [Grown(units, 0.5, 1_000.0, 800.0, 2.5, 1.1, 99.0, 0.4) for units in (100, 1_000)]
    growth = [asdict(each) for each in sizes]
    written = page.page({**report.kept([figure]), "growth": growth})
    assert "| start | to the first send | 1.25 s |" in written
    assert "{{" not in written
    assert page.plot(growth).count("<circle") == 2 * 7


def test_the_lean_server_keeps_to_the_facts() -> None:
    """Its responses are those the table of facts allows."""
    world = World()
    markup = '{"inline_keyboard": [[{"text": "收到", "callback_data": "1:ack:1"}]]}'
    params = {"chat_id": "5", "text": "今晚停水", "reply_markup": markup}
    sent = world.call("sendMessage", params)
    validate.answer("sendMessage", sent)
    edited = world.call("editMessageText", {**params, "message_id": str(sent["message_id"])})
    validate.answer("editMessageText", edited)
    validate.answer("getMe", world.call("getMe", {}))
    world.crowd.press(5, sent, "1:ack:1")
    world.crowd.write(sent)
    for update in world.updates.waiting():
        validate.obj(update, "Update")


def test_a_row_measured_anew_takes_the_place_of_the_former() -> None:
    def figures(*names: tuple[str, str], value: float = 1) -> list[Figure]:
        return [Figure(row=row, what=what, value=value, unit="") for row, what in names]

    before = report.kept(figures(("a", "one"), ("b", "one"), ("b", "two"), ("c", "one")))
    after = report.replaced(before, figures(("b", "one"), ("b", "three"), ("d", "one"), value=2))
    found = [(each["row"], each["what"], each["value"]) for each in after["figures"]]
    assert found == [
        ("a", "one", 1),
        ("b", "one", 2),
        ("b", "three", 2),
        ("c", "one", 1),
        ("d", "one", 2),
    ]
