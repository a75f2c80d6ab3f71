"""Sums of a form are those of the latest version of each unit's answers, in any order of answers,
changes, proxies, removals, corrections and what was known."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.instructions.forms.question import questions_in
from bot.instructions.forms.sums import FormSums
from bot.instructions.model import AnswerPath, Target
from bot.store.cascade import instructions, versions
from bot.store.cascade.versions import NewText
from bot.store.database import Database
from bot.store.forms import facts, forms, questions
from bot.store.forms.facts import FactSaid
from bot.store.forms.forms import GivenBy
from bot.store.tx import Tx
from bot.usecases.forms import handing_in, knowing
from tests.looking.district import District, district, send

ASKS = "低洼住户几户？\n挡板到位：是/否\n缺什么：沙袋/水泵（可多选）"
KINDS = (
    st.decimals(0, 1000, places=2, allow_nan=False).map(lambda each: format(each.normalize(), "f")),
    st.sampled_from(["yes", "no"]),
    st.sampled_from(["", "沙袋", "水泵", "沙袋\n水泵"]),
)
UNIT = st.integers(0, 4)
FACT = st.integers(0, 2).flatmap(lambda at: st.tuples(UNIT, st.just(at), KINDS[at]))
PATH = st.sampled_from([AnswerPath.BUTTON, AnswerPath.REPLY, AnswerPath.PROXY])
FILL = st.tuples(st.just("fill"), UNIT, st.tuples(*KINDS), PATH)
REMOVE = st.tuples(st.just("remove"), UNIT)
OTHERS = st.sampled_from([("correct",), ("known",)])
TOLD = st.tuples(st.just("fact"), FACT)
Step = tuple[object, ...]


class _UndoneError(Exception):
    """Takes back what one example did."""


@dataclass
class _Life:
    """A form as it is lived, and what its sums have to be."""

    tx: Tx
    made: District
    number: int
    now: datetime
    latest: dict[tuple[int, int], str] = field(default_factory=dict)
    older: set[int] = field(default_factory=set)
    """The units that have not answered again since the text was corrected."""

    def begin(self, known: list[tuple[int, int, str]]) -> None:
        for unit, at, value in known:
            self.tell(unit, at, value)
            self.latest[unit, at] = value
        facts.set_reuse(self.tx, self.number, 30)
        knowing.answer_known(self.tx, instructions.instruction(self.tx, self.number), self.now)

    def tell(self, unit: int, at: int, value: str) -> None:
        asked = questions.asked_in(self.tx, self.number)[at].question
        said = FactSaid(value, self.made.members["李敏"], "corrected", self.now)
        facts.keep_facts(self.tx, self.target(unit).unit.id, [(asked, said)], self.now)

    def target(self, unit: int) -> Target:
        return self.targets()[unit]

    def targets(self) -> list[Target]:
        found = instructions.targets(self.tx, self.number)
        return sorted((each for each in found if each.unit.tier == "building"),
                      key=lambda each: each.unit.path)  # fmt: skip

    def step(self, what: object, *facts_: object) -> None:
        getattr(self, f"_{what}")(*facts_)

    def _fill(self, unit: int, said: tuple[str, ...], path: AnswerPath) -> None:
        asked = questions.asked_in(self.tx, self.number)
        values = {each.id: value for each, value in zip(asked, said, strict=True)}
        by = GivenBy(self.made.members["陈刚"], path, self.now)
        instruction = instructions.instruction(self.tx, self.number)
        handing_in.record_form(self.tx, instruction, self.target(unit), values, by, self.now)
        self.latest |= {(unit, at): value for at, value in enumerate(said)}
        self.older.discard(unit)

    def _remove(self, unit: int) -> None:
        self.tx.run("withdraw_targets_of_unit", unit_id=self.target(unit).unit.id)

    def _correct(self) -> None:
        old = instructions.instruction(self.tx, self.number)
        new = replace(old, text=old.text + "。", corrections=old.corrections + 1)
        text = NewText(self.made.members["李敏"], "。", True)
        version = versions.add_version(self.tx, new, text, self.now)
        versions.ask_anew(self.tx, new, version, None, self.now, everybody=True)
        self.older = {unit for unit, _ in self.latest}

    def _known(self) -> None:
        knowing.known_due(self.tx, 100, self.now)

    def _fact(self, fact: tuple[int, int, str]) -> None:
        self.tell(*fact)

    def holds(self) -> None:
        targets = self.targets()
        whole = forms.sums_below(self.tx, self.number)
        branch = {"path": targets[0].unit.path[:18], "path_end": targets[0].unit.path[:18] + "~"}
        part = forms.sums_below(self.tx, self.number, [branch])
        here = {at for at, each in enumerate(targets) if each.state.value != "withdrawn"}
        self._same(whole, here)
        self._same(part, {at for at in here if at < 3})

    def _same(self, found: FormSums | None, here: set[int]) -> None:
        assert found is not None
        kept = {key: value for key, value in self.latest.items() if key[0] in here}
        whole = {at for at in here if all((at, asked) in kept for asked in range(3))}
        assert (found.asked, found.filled) == (len(here), len(whole - self.older))
        for at, each in enumerate(found.sums):
            values = [value for (_, of), value in kept.items() if of == at]
            assert each.answered == len(values)
            if at == 0:
                assert each.total == sum(map(Decimal, values), Decimal(0))
            else:
                parts = [part for value in values for part in (value.splitlines() or [""])]
                assert each.counts == {part: parts.count(part) for part in parts}


def _begun(tx: Tx, now: datetime) -> _Life:
    made = district(tx, now)
    number = send(tx, made, now)
    questions.set_questions(tx, number, questions_in(ASKS))
    tx.connection.execute(f"UPDATE instruction SET form_tier = 'building' WHERE id = {number}")
    return _Life(tx, made, number, now)


async def test_sums_are_those_of_the_latest_versions(database: Database) -> None:
    def check(tx: Tx, _none: None, now: datetime) -> None:
        life = _begun(tx, now)

        @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(
            known=st.lists(FACT, max_size=8),
            steps=st.lists(FILL | REMOVE | OTHERS | TOLD, max_size=15),
        )
        def holds(known: list[tuple[int, int, str]], steps: list[Step]) -> None:
            life.latest.clear()
            life.older.clear()
            with suppress(_UndoneError), tx.savepoint():
                life.begin(known)
                for each in steps:
                    life.step(*each)
                life.holds()
                raise _UndoneError

        holds()

    await database.transact(check, None)
