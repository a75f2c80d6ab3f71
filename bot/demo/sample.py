"""A community of believable size, all invented: 3 branches, 36 buildings, 90 people."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

NAME = "幸福社区人员名单.csv"

# Some posts are vacant, so that ladders are seen.
NO_ACCOUNT = frozenset(["贾正华", "段世昌", "尹淑贤", "贺桂珍", "廖俊杰", "薛建平", "覃志坚"])
NEVER_STARTED = frozenset(["郭伟民", "唐美琴", "潘长林", "武秀敏", "毛丽云", "任月娥", "魏春兰"])
NEVER_SHARED = frozenset(["冯德胜", "金明德"])
OTHER_NUMBER = frozenset({"何秀英"})
BLOCKED = frozenset({"肖素珍"})
LANGUAGES = {"周丽华": "zh-hant", "江小燕": "en"}

# Messages from before the bot came, which it never receives.
TALK = {
    "幸福里楼长群": (
        ("陈刚", "各位楼长，以后通知由机器人发，大家点一下“收到”就行。"),
        ("王芳", "好的，陈书记"),
        ("胡桂英", "这样方便多了"),
    ),
    "和平苑工作群": (("刘志强", "今天请机器人进群，正式通知看它的。"),),
    "春晓园楼长群": (("孙丽君", "机器人先拉进来，群我晚点绑定。"),),
}


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One post as the office's list has it; an empty name is a vacancy."""

    community: str
    branch: str
    building: str
    post: str
    name: str
    phone: str
    code: str

    @property
    def tier(self) -> str:
        """The code of the tier the post stands in."""
        return "building" if self.building else "branch" if self.branch else "community"


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A group of the sample; the first member brings the bot in, `binder` says whose it is."""

    title: str
    members: tuple[str, ...]
    binder: str = ""
    code: str = ""


def sheet() -> bytes:
    """The list as a file the bot can be sent."""
    return (files("bot.demo") / "sample.csv").read_bytes()


def rows() -> list[SampleRow]:
    """Every post of the list."""
    return [SampleRow(*cells) for cells in list(csv.reader(sheet().decode().splitlines()))[1:]]


def posts() -> dict[str, list[SampleRow]]:
    """The posts each person holds, in the order of the list."""
    found: dict[str, list[SampleRow]] = {}
    for row in rows():
        if row.name:
            found.setdefault(row.name, []).append(row)
    return found


def linked(name: str) -> bool:
    """Whether this person's account is linked by their phone number."""
    return name not in NO_ACCOUNT | NEVER_STARTED | NEVER_SHARED | OTHER_NUMBER


def groups() -> Iterator[GroupPlan]:
    """One that serves a whole branch; one for leads, beside some of single buildings; a new one."""
    yield _of_branch("幸福里楼长群", "XFL")
    yield _of_branch("和平苑工作群", "HPY")
    for number in (1, 2, 3, 6, 9, 11):
        yield _of_building(f"和平苑{number}号楼群", f"HPY-{number:02d}")
    # Nobody has said yet whose group this is.
    yield _of_branch("春晓园楼长群", "CXY", bound=False)


def _of_branch(title: str, code: str, *, bound: bool = True) -> GroupPlan:
    """The branch's own people and its buildings' leads; the liaison is in every such group."""
    heads = _names(row for row in rows() if row.code == code)
    leads = _names(row for row in rows() if row.code.startswith(f"{code}-") and _is_lead(row))
    members = (*heads, "李敏", *leads)
    return GroupPlan(title, members, heads[0], code) if bound else GroupPlan(title, members)


def _of_building(title: str, code: str) -> GroupPlan:
    """Everybody of one building, and the branch lead, in whose care the group is."""
    head = next(row.name for row in rows() if row.code == code.partition("-")[0])
    members = (*_names(row for row in rows() if row.code == code), head)
    return GroupPlan(title, members, head, code)


def _is_lead(row: SampleRow) -> bool:
    return row.post in ("楼长", "楼栋长")


def _names(chosen: Iterator[SampleRow]) -> tuple[str, ...]:
    found = dict.fromkeys(row.name for row in chosen if row.name)
    return tuple(name for name in found if name not in NO_ACCOUNT)
