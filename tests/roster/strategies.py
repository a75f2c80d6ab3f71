"""Rosters of any shape that an import may have left behind."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.roster.cells.name import Someone, left_in, read_names
from bot.roster.clean import tidy, tidy_name
from bot.roster.fold import fold, fold_unit
from bot.roster.model import Member, Post, PostKind, Roster, Unit
from bot.roster.posts import kinds_at
from tests.roster.sample import TIERS

_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cf"])
_TRICKY = st.sampled_from(
    [
        "=1+1",
        "'=x",
        "+86",
        "-",
        "@a",
        "'",
        '"',
        "a,b",
        "a;b",
        "3栋",
        "03幢",
        "_x0041_",
        "1.0",
        "王 芳",
    ]
)
_HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=4)
TEXTS = st.one_of(_HAN, _TRICKY, st.text(_LETTERS, min_size=1, max_size=8))
NAMES = TEXTS.map(tidy_name).filter(lambda name: name and read_names(name) == (Someone(name),))
UNIT_NAMES = TEXTS.map(tidy_name).filter(lambda name: fold_unit(name) not in {"", "合计", "total"})
NOTES = st.none() | TEXTS.map(tidy).filter(lambda note: note and not left_in(note))
TITLES: dict[PostKind, dict[int, list[str]]] = {
    PostKind.LEAD: {
        0: ["楼长", "樓長", "楼栋长", "座長"],
        1: ["书记", "网格长", "鄰長"],
        2: ["负责人", "社区书记"],
    },
    PostKind.DEPUTY: {0: ["副楼长", "副座長"], 1: ["副书记", "副网格长"], 2: ["副主任"]},
    PostKind.HELPER: {0: ["成员", "楼道长", "單元長"], 1: ["专职网格员", "志愿者"], 2: ["组员"]},
    PostKind.LIAISON: {1: ["专员", "小区专员"], 2: ["里長", "联络员"]},
    PostKind.SUPERVISOR: {1: ["督导"], 2: ["里幹事", "督导"]},
    PostKind.PROPERTY: {1: ["物业", "物业经理", "管理處"]},
    PostKind.OWNERS: {1: ["业委会", "業委會", "法團主席"]},
}
PHONES = st.integers(13000000000, 19999999999).map(lambda number: f"+86{number}") | st.sampled_from(
    ["+85291234567", "+861065551234", "+8657183500010", "+447911123456"]
)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """A roster up to some dozen units; persons without a phone sit in one unit under one name."""
    units = _units(draw)
    codes = draw(_distinct(TEXTS.map(tidy), len(units), fold))
    numbered = {
        unit.id: Unit(unit.id, code, unit.name, unit.tier, unit.parent_id, unit.path)
        for unit, code in zip(units, codes, strict=True)
    }
    posts = _posts(draw, units)
    members, holders = _people(draw, posts)
    return Roster(numbered, posts, members, holders, version=draw(st.integers(0, 9)))


def _distinct(texts: st.SearchStrategy[str], size: int, by: object) -> st.SearchStrategy[list[str]]:
    named = texts.filter(fold)
    return st.lists(named, min_size=size, max_size=size, unique_by=by)  # type: ignore[arg-type]


def _units(draw: st.DrawFn) -> list[Unit]:
    found: list[Unit] = []
    above: list[Unit | None] = [None]
    for tier in TIERS:
        made = [_child(found, parent, name, tier.code) for parent in above for name in _names(draw)]
        above = list(made)
    return found


def _names(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(UNIT_NAMES, max_size=3, unique_by=fold_unit))


def _child(found: list[Unit], parent: Unit | None, name: str, tier: str) -> Unit:
    number = len(found) + 1
    path = f"{parent.path if parent else ''}{number:04d}."
    found.append(Unit(number, "", name, tier, parent.id if parent else None, path))
    return found[-1]


def _posts(draw: st.DrawFn, units: list[Unit]) -> dict[int, Post]:
    found: dict[int, Post] = {}
    for unit in units:
        height = len(TIERS) - unit.path.count(".")
        for kind in kinds_at(height):
            for ordinal in range(draw(st.integers(0, 2))):
                number = len(found) + 1
                words = TITLES[kind][height]
                title = draw(st.sampled_from([*words, None]))
                found[number] = Post(number, unit.id, kind, ordinal, draw(NOTES), title)
    return found


def _people(draw: st.DrawFn, posts: dict[int, Post]) -> tuple[dict[int, Member], dict[int, int]]:
    phones = draw(st.lists(PHONES, max_size=6, unique=True))
    known = [Member(i, draw(NAMES), phone) for i, phone in enumerate(phones, start=1)]
    members = {member.id: member for member in known}
    holders: dict[int, int] = {}
    seated: set[tuple[int, PostKind, int]] = set()
    for post in posts.values():
        member = _holder(draw, post, posts, members, holders)
        if member and (post.unit_id, post.kind, member.id) not in seated:
            seated.add((post.unit_id, post.kind, member.id))
            members[member.id], holders[post.id] = member, member.id
    sitting = set(holders.values())
    return {member: members[member] for member in sitting}, holders


def _holder(
    draw: st.DrawFn,
    post: Post,
    posts: dict[int, Post],
    members: dict[int, Member],
    holders: dict[int, int],
) -> Member | None:
    who = draw(st.integers(-3, 6))
    here = {members[m] for p, m in holders.items() if posts[p].unit_id == post.unit_id}
    names = {fold(member.name) for member in here}
    if who in members and members[who].phone:
        known = members[who]
        return known if known in here or fold(known.name) not in names else None
    name = draw(NAMES)
    if who > 0 or fold(name) in names:
        return None
    return Member(1000 + post.id, name)
