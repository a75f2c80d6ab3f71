"""A plan brought to life: units, people and groups, and how its actor stands to them."""

from __future__ import annotations

from datetime import timedelta

from bot.roster.model import PostKind
from bot.store.groups import groups
from bot.store.house import house as kept
from bot.store.house import operators
from bot.store.people import people
from bot.usecases.groups import binding
from bot.usecases.rights import Actor
from tests.looking.district import District
from tests.permissions.book import Book
from tests.permissions.plan import HEIGHTS, KNOWN_OPERATOR, NOBODY, OPERATOR, Plan
from tests.permissions.rules import (
    ACCOUNTS,
    LOOSE,
    STRANGERS_PHONE,
    house,
    name,
    phone,
    place_name,
)
from tests.permissions.stage import Stage
from tests.permissions.who_may import WHO_MAY, Place, columns, up


class Scene(Stage):
    """The state when the plan's actor begins to act.

    `instruction` runs, `pending` is within its undo time, `draft` is its author's, `own_draft` the
    actor's, as is the import, which would change the leads of the places `imported`;
    `others_import` is somebody else's. 0 where there is none.
    """

    def __init__(self, book: Book, plan: Plan) -> None:
        self.plan, self.tree = plan, plan.tree
        self.me = self.account(plan.actor)
        self.runs_the_bot = plan.actor in (OPERATOR, KNOWN_OPERATOR) or plan.runs_the_bot
        configured = {self.me} if plan.runs_the_bot else set()
        super().__init__(
            book, house(plan.tree[0].height, frozenset(configured | {ACCOUNTS[OPERATOR]}))
        )
        self.instruction = self.pending = self.draft = self.own_draft = 0
        self.import_id = self.others_import = 0
        self.imported: list[int] = []
        self._settle_in()

    def _settle_in(self) -> None:
        kept.keep_house_rules(self.tx, self.house, self.now)
        kept.keep_name(self.tx, "gridcall_bot", self.now)
        operators.name(self.tx, self.house.operators, self.now)
        operators.add_operator(self.tx, ACCOUNTS[KNOWN_OPERATOR], self.now)
        made = District(self.tx, self.now - timedelta(days=30))
        self.units = {each.number: self._unit(made, each) for each in self.tree}
        self.members = {who: self._person(made, who) for who in range(self.plan.people + 1)}
        self.posts = [self._seat(made, index) for index in range(len(self.plan.sittings))]
        for number, served in enumerate(self.plan.groups):
            self._group(-100 - number, served)

    def _unit(self, made: District, place: Place) -> int:
        above = None if place.above is None else f"U{place.above}"
        return made.unit(f"U{place.number}", place_name(place), HEIGHTS[place.height], above)

    def _person(self, made: District, who: int) -> int:
        linked = who not in self.plan.unlinked
        member = made.person(name(who), self.account(who) if linked else None)
        self.book.do(f"UPDATE member SET phone = '{phone(who)}' WHERE id = {member}")
        return member

    def _seat(self, made: District, index: int) -> int:
        each = self.plan.sittings[index]
        who = None if each.who is None else name(each.who)
        return made.seat(f"U{each.place}", PostKind(each.kind), who, ordinal=index)

    def _group(self, chat: int, served: tuple[int, ...]) -> None:
        until = self.now + timedelta(hours=24)
        group = groups.enter(self.tx, chat, f"群{-chat}", None, until, False, self.now)
        for place in served:
            unit = people.unit(self.tx, self.units[place])
            binding.bind(self.tx, Actor(0, None, (), operator=True), unit, group, self.now)
        self.deliver()

    # People

    def account(self, who: int | str) -> int:
        """A person's Telegram account, whether linked or not."""
        if isinstance(who, int):
            return 1000 + who
        return 1000 + self.plan.people if who == NOBODY else ACCOUNTS[who]

    @property
    def known(self) -> bool:
        """Whether the actor is a member whose account is known."""
        return self.member != 0

    @property
    def member(self) -> int:
        """The actor's member id; 0 where they are not known."""
        who = self.plan.people if self.plan.actor == NOBODY else self.plan.actor
        return 0 if isinstance(who, str) or who in self.plan.unlinked else self.members[who]

    @property
    def author(self) -> int:
        """The account of whoever wrote the instruction."""
        return self.account(0)

    @property
    def other(self) -> int:
        """The account of somebody else, as important as there is."""
        linked = (who for who in range(1, self.plan.people) if who not in self.plan.unlinked)
        return self.author if self.plan.actor != 0 else self.account(next(linked, NOBODY))

    @property
    def phones(self) -> list[str]:
        """All phone numbers."""
        return [STRANGERS_PHONE, *(phone(who) for who in self.members)]

    @property
    def own_phones(self) -> dict[int, frozenset[str]]:
        """The numbers each account has given or is listed with."""
        held = "SELECT telegram_id, phone FROM member WHERE telegram_id IS NOT NULL"
        rows = self.book.rows(f"{held} UNION SELECT telegram_id, phone FROM link_request")
        accounts = {row["telegram_id"] for row in rows}
        return {
            account: frozenset(
                str(row["phone"]).removeprefix("+86")
                for row in rows
                if row["telegram_id"] == account and row["phone"]
            )
            for account in accounts
        }

    # Rights

    def stands(self, place: int, *, issuer: bool = False, before: bool = False) -> set[str]:
        """In which columns of the table the actor stands for a place, now or `before`."""
        held = self.plan.held_by(self.plan.actor, before=before) if self.known else []
        found = columns(self.tree, held, place) | ({"issuer"} if issuer else set())
        return found | ({"operator"} if self.runs_the_bot else set())

    def may(self, row: str, place: int, *, issuer: bool = False) -> bool:
        """Whether the table lets the actor do this for a place."""
        return not WHO_MAY[row].isdisjoint(self.stands(place, issuer=issuer))

    def somewhere(self, row: str, *, before: bool = False) -> list[int]:
        """The places for which they may, or might before posts were lost."""
        numbers = [place.number for place in self.tree]
        return [each for each in numbers if WHO_MAY[row] & self.stands(each, before=before)]

    @property
    def wrote_it(self) -> bool:
        """Whether the actor wrote the instruction and may still issue where it was written."""
        return self.plan.actor == 0 and self.may("issue", self.home(self.instruction))

    @property
    def issues(self) -> bool:
        """Whether the actor may write to anybody; an operator need not be on the roster."""
        return bool(self.somewhere("issue"))

    # Places

    def place_of(self, unit_id: int) -> int:
        """Which place a unit is."""
        return next(number for number, each in self.units.items() if each == unit_id)

    def below(self, place: int) -> list[int]:
        """A place and everything below it."""
        return [each.number for each in self.tree if place in up(self.tree, each.number)]

    def places(self, table: str, where: str) -> list[int]:
        """The places of the units that rows of a table name."""
        found = self.book.rows(f"SELECT unit_id FROM {table} WHERE {where} ORDER BY unit_id")
        return [self.place_of(row["unit_id"]) for row in found]

    def home(self, instruction: int) -> int:
        """The unit an instruction was issued for."""
        return self.places("instruction", f"id = {instruction}")[0]

    @property
    def note(self) -> int:
        """The number of a message in the actor's chat that has nothing to do with anything."""
        return self.newest(self.me, "how_to_write")

    @property
    def loose_group(self) -> int:
        """The group nobody has bound."""
        return self.book.ids(f"SELECT id FROM work_group WHERE chat_id = {LOOSE}")[0]
