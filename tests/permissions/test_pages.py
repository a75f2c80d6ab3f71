"""The board's pages show and do exactly what product.md's table allows their reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from hypothesis import given, settings

from bot.chat.texts import translator
from bot.errors import Refused
from bot.instructions.calls import CallOutcome
from bot.store.board import maps
from bot.store.board.maps import PlanPicture
from bot.usecases.board import acting, form_pages, pages
from bot.usecases.board.acting import MendInChat, OwnAnswer, ProxyOnPage, RemindOnPage
from bot.usecases.board.form_pages import AskForm, FormSaid
from bot.usecases.board.pages import AskGaps, AskInstruction, AskNow, AskUnit, PageReader
from bot.usecases.calls import paper_back, phoning
from bot.usecases.calls.paper_back import AskSheet
from bot.usecases.calls.phoning import CallOnPage
from bot.usecases.looking.navigating import Asking
from bot.usecases.plans import planning
from bot.usecases.plans.planning import AskPlan, SetPlan, SetSpot
from bot.web.board import saying
from bot.web.board.routes import ROUTES
from tests.permissions.acts.calls import _may_dial
from tests.permissions.acts.looking import View
from tests.permissions.attempt import FORBIDDEN
from tests.permissions.book import Book
from tests.permissions.course import unfold
from tests.permissions.plan import Plan, plans
from tests.permissions.rules import name
from tests.permissions.sample import SAMPLES
from tests.permissions.scene import Scene
from tests.permissions.test_generated import drawn
from tests.permissions.ways import ANYBODY
from tests.permissions.who_may import WHO_MAY

_T = translator("zh-hans")
_DOT = PlanPicture(b"dot", 1, 1)

PAGES = {
    ("/", "GET"): "see",
    ("/", "POST"): ANYBODY + "ends their own session",
    ("/i/{number:int}", "GET"): "see",
    ("/i/{number:int}", "POST"): "remind",
    ("/i/{number:int}/{code}", "GET"): "see",
    ("/i/{number:int}/{code}", "POST"): "answer for",
    ("/i/{number:int}/{code}/form", "GET"): "fill in",
    ("/i/{number:int}/{code}/form", "POST"): "fill in",
    ("/u/{code}", "GET"): "see",
    ("/u/{code}", "POST"): "dial",
    ("/u/{code}/plan", "GET"): "see",
    ("/u/{code}/map", "GET"): "bind",
    ("/u/{code}/map", "POST"): "bind",
    ("/gaps", "GET"): "see",
    ("/gaps", "POST"): "see",
    ("/mine", "GET"): "answer",
    ("/mine", "POST"): "answer",
    ("/mine/{number:int}", "GET"): "fill in",
    ("/mine/{number:int}/photo/{index:int}", "GET"): "answer",
    ("/mine/{number:int}", "POST"): "fill in",
    ("/m/{token}", "GET"): ANYBODY + "who has the link reads which community asks",
    ("/m/{token}", "POST"): ANYBODY + "who has the link asks to be let in",
    ("/wall/{token}", "GET"): ANYBODY + "who has the link: it shows no names",
    ("/login/{token}", "GET"): ANYBODY + "is asked whether to sign in",
    ("/login/{token}", "POST"): ANYBODY + "who has the link, once; it was given to its account",
    ("/app", "GET"): ANYBODY + "reads that the page opens",
    ("/app", "POST"): ANYBODY + "whose account Telegram vouches for",
    ("/healthz", "GET"): ANYBODY + "reads that the page is served",
}
"""Each route with its row of the table."""


def test_every_route_has_its_row() -> None:
    assert {(path, each) for path, how, _ in ROUTES for each in how} == set(PAGES)
    for row in PAGES.values():
        assert row in WHO_MAY or row.removeprefix(ANYBODY) not in ("", row), row


def test_pages_follow_the_table(sqlite_book: Book) -> None:
    _hold(sqlite_book, 5)


def test_pages_follow_the_table_on_postgresql(postgres_book: Book) -> None:
    _hold(postgres_book, 1, SAMPLES[::6])


def _hold(book: Book, examples: int, samples: Sequence[Plan] = SAMPLES) -> None:
    @settings(drawn, max_examples=examples)
    @given(plan=plans())
    def holds(plan: Plan) -> None:
        _judge(book, plan)

    for plan in samples:
        _judge(book, plan)
    holds()


def _judge(book: Book, plan: Plan) -> None:
    with book.open():
        scene = unfold(book, plan)
        for tried in (_looks, _acts, _calls, _own, _forms):
            for allowed, work in tried(scene):
                with book.undone("page"):
                    assert _refused(work) is not allowed, (plan, tried)


Tried = Iterator[tuple[bool, Callable[[], object]]]


def _refused(work: Callable[[], object]) -> bool:
    """Whether it was refused for want of a right."""
    try:
        work()
    except Refused as refused:
        return refused.reason in FORBIDDEN
    return False


def _reader(scene: Scene) -> PageReader:
    return PageReader(scene.me, scene.house.operators)


def _looks(scene: Scene) -> Tried:
    tx, now, who, view = scene.tx, scene.now, _reader(scene), View(scene)
    number = _number(scene)
    whole = any(view.sees(place.number) for place in scene.tree)
    yield view.anything, lambda: pages.now_page(tx, AskNow(who, "a"), now)
    yield view.anything, lambda: pages.gaps_page(tx, AskGaps(who), now)
    yield view.anything, lambda: pages.mine_page(tx, who, now)
    yield whole, lambda: pages.instruction_page(tx, AskInstruction(who, number), now)
    yield False, lambda: pages.instruction_page(tx, AskInstruction(who, 999_999), now)
    yield False, lambda: pages.unit_page(tx, AskUnit(who, "nowhere"), now)
    for place in scene.units:
        code = f"U{place}"
        yield view.sees(place), partial(_read, scene, view, number, code)
        dials = any(scene.may("dial", each) for each in scene.below(place))
        sheet = AskSheet(who, number, code)
        yield view.sees(place) and dials, partial(paper_back.sheet_page, tx, sheet, now)
        unit = AskUnit(who, code)
        yield scene.may("see", place), partial(pages.unit_page, tx, unit, now)
        plan, below = AskPlan(who, code), any(e.above == place for e in scene.tree)
        bind = scene.may("bind", place) and below
        yield bind, partial(planning.plan_page, tx, plan, now)
        yield bind, partial(planning.set_plan, tx, SetPlan(plan, _DOT), now)
        yield False, partial(planning.set_spot, tx, SetSpot(plan, scene.units[place], None), now)
        maps.put_plan(tx, scene.units[place], _DOT, None, now)
        yield scene.may("see", place), partial(planning.plan_picture, tx, plan, now)


def _read(scene: Scene, view: View, number: int, code: str) -> None:
    """Only people with a post in what the reader sees, or above it, are named."""
    ask = AskInstruction(_reader(scene), number, code)
    page = pages.instruction_page(scene.tx, ask, scene.now)
    said = str(saying.instruction_words(page, _T))
    for member in set(scene.members) - view._near():
        assert name(member) not in said


def _acts(scene: Scene) -> Tried:
    tx, now, who, view = scene.tx, scene.now, _reader(scene), View(scene)
    number = _number(scene)
    for place, unit in scene.units.items():
        remind = RemindOnPage(who, number, f"U{place}")
        yield view.sees(place), partial(acting.remind_on_page, tx, remind, now)
        mend = MendInChat(who, "unit", unit)
        yield scene.may("see", place), partial(acting.mend_in_chat, tx, mend, now)
    for place, row in view.cards.targets.items():
        proxy = ProxyOnPage(who, number, (row["id"],))
        may = scene.known and scene.may("answer for", place)
        yield may, partial(acting.proxy_on_page, tx, proxy, now)
        other = ProxyOnPage(who, number + 1000, (row["id"],))
        yield False, partial(acting.proxy_on_page, tx, other, now)


def _calls(scene: Scene) -> Tried:
    tx, now = scene.tx, scene.now
    asking = Asking(scene.me, scene.house.operators)
    for who in [*scene.members][:5]:
        may, member = _may_dial(scene, who), scene.members[who]
        call = CallOnPage(asking, member, scene.instruction)
        yield may, partial(phoning.number_on_page, tx, call, now)
        done = CallOnPage(asking, member, scene.instruction, CallOutcome.NO_ANSWER)
        yield may, partial(phoning.called_on_page, tx, done, now)


def _own(scene: Scene) -> Tried:
    """收到 counts for exactly what waits for the reader, once it has come to one of their units."""
    tx, now, who, cards = scene.tx, scene.now, _reader(scene), View(scene).cards
    opened = {place for place in cards.mine if cards.targets[place]["opened_at"]}
    device = PageReader(0, frozenset(), scene.member or 0)

    def answers(reader: PageReader) -> None:
        acting.answer_on_page(tx, OwnAnswer(reader, _number(scene), "answer"), now)
        rows: list[Any] = scene.book.rows("SELECT * FROM acknowledgement WHERE path = 'web'")
        assert {row["member_id"] for row in rows} <= {scene.member}
        assert {cards.place(row["target_id"]) for row in rows} == cards.waiting

    for reader in (who, device) if scene.known and scene.member else (who,):
        yield bool(opened), partial(answers, reader)


def _forms(scene: Scene) -> Tried:
    """The form of every unit that is asked one: seen and handed in by who may fill it in."""
    tx, now, lowest = scene.tx, scene.now, scene.house.lowest.code
    running = scene.instruction
    scene.book.do(f"UPDATE instruction SET form_tier = '{lowest}' WHERE id = {running}")
    scene.book.do(
        "INSERT INTO form_question (instruction_id, ordinal, kind, words, folded)"
        f" VALUES ({running}, 1, 'yes_no', '挡板到位', '挡板到位')"
    )
    (question,) = scene.book.ids(f"SELECT id FROM form_question WHERE instruction_id = {running}")
    targets = View(scene).cards.targets
    for place in scene.units:
        ask = AskForm(_reader(scene), _number(scene), code=f"U{place}")
        asked = place in targets and not scene.tree[place].height
        may = asked and scene.known and scene.may("fill in", place)
        yield may, partial(form_pages.form_page, tx, ask, now)
        said = FormSaid(ask, 0, {question: ["yes"]}, hand_in=True)
        yield may, partial(_hand_in, scene, said, place)
        other = AskForm(_reader(scene), _number(scene) + 1000, code=f"U{place}")
        yield False, partial(form_pages.form_page, tx, other, now)


def _hand_in(scene: Scene, said: FormSaid, place: int) -> None:
    """What one fills in for others is marked as such."""
    found = form_pages.say_form(scene.tx, said, scene.now)
    rows: list[Any] = scene.book.rows("SELECT * FROM form_answer WHERE path IN ('web', 'proxy')")
    assert {row["member_id"] for row in rows} <= {scene.member}
    held = scene.plan.held_by(scene.plan.actor, before=False)
    own = any(each.place == place for each in held)
    assert {row["path"] for row in rows} <= {"web" if own else "proxy"}, found


def _number(scene: Scene) -> int:
    (row,) = scene.book.rows(f"SELECT number FROM instruction WHERE id = {scene.instruction}")
    return int(row["number"])
