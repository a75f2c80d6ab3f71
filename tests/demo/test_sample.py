"""The sample is of the promised size, has the promised holes, and everybody in it is invented."""

import re
from datetime import UTC, datetime

from bot.demo import sample
from bot.demo.botapi import World
from bot.demo.community import Community

NOON = datetime(2031, 3, 4, 4, tzinfo=UTC)


def test_its_size() -> None:
    rows = sample.rows()
    buildings = {row.code for row in rows if row.building}
    assert {row.branch for row in rows if row.branch} == {"幸福里", "和平苑", "春晓园"}
    assert len(buildings) == 36
    assert len(sample.posts()) == 90


def test_some_posts_are_vacant_and_one_building_has_nobody() -> None:
    rows = sample.rows()
    vacant = [row for row in rows if not row.name]
    empty = {r.code for r in rows} - {r.code for r in rows if r.name}
    assert len(vacant) == 8
    assert empty == {"XFL-09"}


def test_some_lead_two_buildings() -> None:
    leads = {
        name: [row.code for row in posts if row.post in ("楼长", "楼栋长")]
        for name, posts in sample.posts().items()
    }
    assert leads["王芳"] == ["XFL-03", "XFL-04"]
    assert sum(len(codes) == 2 for codes in leads.values()) == 4


def test_phones_are_of_the_invented_series() -> None:
    phones = [row.phone for row in sample.rows() if row.name]
    assert all(re.fullmatch(r"1380013\d{4}", phone) for phone in phones)
    assert len(set(phones)) == 90


def test_exceptions_are_people_of_the_sample() -> None:
    known = set(sample.posts())
    for names in (sample.NO_ACCOUNT, sample.NEVER_STARTED, sample.NEVER_SHARED):
        assert names <= known
    assert known >= sample.OTHER_NUMBER | sample.BLOCKED


def test_groups() -> None:
    plans = {plan.title: plan for plan in sample.groups()}
    assert len(plans) == 9
    assert plans["幸福里楼长群"].code == "XFL"
    assert plans["春晓园楼长群"].code == ""
    assert plans["和平苑3号楼群"].members == ("谢玉兰", "夏玉荷", "付国栋", "刘志强")


def test_the_world_of_the_sample() -> None:
    community = Community(World(lambda: NOON))
    assert len(community.people) == 83
    assert community.people["王芳"].phone == "+8613800130012"
    assert community.people["何秀英"].phone != f"+86{community.posts['何秀英'][0].phone}"
    assert community.groups["幸福里楼长群"].status(community.people["陈刚"]) == "creator"
