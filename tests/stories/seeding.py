"""The start of a story: roster, linked people, groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.roster.care import EVERYTHING
from bot.roster.model import Tier
from bot.roster.proposal import compare
from bot.sheets import read_sheet
from bot.store.groups import groups
from bot.store.house import languages
from bot.store.people import people
from bot.store.roster import roster
from bot.store.tx import Tx
from bot.usecases.groups import binding
from bot.usecases.people.linking import link as link_member
from bot.usecases.rights import Actor
from bot.usecases.roster.applying import Apply, apply_difference

TIERS = (
    Tier("community", "社区", ("社区", "community")),
    Tier("branch", "小区", ("小区", "网格", "branch")),
    Tier("building", "楼栋", ("楼栋", "building")),
)
HEAD = "社区,小区,楼栋,职务,姓名,手机"


def import_rows(tx: Tx, rows: tuple[str, ...], now: datetime) -> None:
    """Bring the roster to what the rows say."""
    data = "\n".join((HEAD, *rows)).encode()
    sheet = read_sheet(data, "名册.csv", TIERS)
    difference = compare(sheet, roster.load_roster(tx), TIERS, EVERYTHING, answers={})
    assert not difference.faults, difference.faults
    apply_difference(tx, Apply(difference), now)


@dataclass(frozen=True, slots=True)
class Linking:
    """A member by name, and the account that is theirs."""

    name: str
    telegram_id: int
    reachable: bool


def link(tx: Tx, linking: Linking, now: datetime) -> None:
    """Make an account known as a member's."""
    member = next(
        each for each in roster.load_roster(tx).members.values() if each.name == linking.name
    )
    link_member(tx, member, linking.telegram_id, "operator", "operator", now)
    tx.run("set_reachable", telegram_id=linking.telegram_id, reachable=linking.reachable)
    if linking.reachable:  # pressing Start told their language
        languages.note_language(tx, linking.telegram_id, "zh-hans")


@dataclass(frozen=True, slots=True)
class Binding:
    """A group and the names of the units it serves."""

    chat_id: int
    units: tuple[str, ...]


def bind(tx: Tx, binding_: Binding, now: datetime) -> None:
    """Make a group the work group of some units, as the operator may."""
    operator = Actor(0, None, (), operator=True)
    group = groups.group_by_chat(tx, binding_.chat_id)
    assert group is not None
    for name in binding_.units:
        unit = next(each for each in roster.load_roster(tx).units.values() if each.name == name)
        binding.bind(tx, operator, people.unit(tx, unit.id), group, now)
