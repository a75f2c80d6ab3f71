"""GeoJSON from elsewhere: matched to units, made small, and refused with a reason."""

from __future__ import annotations

import json
from math import cos, pi, sin
from typing import Any

import pytest

from bot.chat.sentences import SENTENCES
from bot.chat.sentences.maps import LEFT_OFF
from bot.errors import Refused
from bot.roster.geojson import MOST_POINTS, read_geojson
from bot.roster.outlines import compare_outlines
from bot.roster.rings import MOST_KEPT, area, crosses_itself
from bot.store.board.maps import UnitNamed

SQUARE = [[121.0, 31.0], [121.1, 31.0], [121.1, 31.1], [121.0, 31.1], [121.0, 31.0]]
BOW_TIE = [[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]
UNITS = [UnitNamed(1, "c1", "幸福里", "幸福社区"), UnitNamed(2, "c2", "和平苑", "幸福社区"),
         UnitNamed(3, "b1", "3栋", "幸福里"), UnitNamed(4, "b2", "3栋", "和平苑")]  # fmt: skip


def feature(ring: Any, kind: str = "Polygon", **said: Any) -> dict[str, Any]:
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": said, "geometry": geometry}


def written(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def circle(points: int) -> list[list[float]]:
    turns = [2 * pi * at / points for at in range(points)]
    return [[121 + cos(turn) / 50, 31 + sin(turn) / 50] for turn in turns]


def test_units_are_found_by_code_and_by_name() -> None:
    found = read_geojson(written(
        feature(SQUARE, code="c1"), feature(SQUARE, "MultiPolygon", 名称="和平苑"),
        feature(SQUARE, name="幸福里 三幢"), feature(SQUARE, name="3栋"),
        feature(SQUARE, name="别处"), feature(SQUARE, code="c1"),
    ))  # fmt: skip
    told = compare_outlines(found, UNITS, {2: found[1].rings, 3: ((),)})
    assert set(told.outlines) == {1, 2, 3}
    assert (list(told.new), list(told.changed), told.same) == (
        ["幸福社区 幸福里"],
        ["幸福里 3栋"],
        1,
    )
    assert [each.reason for each in told.left_off] == ["map_many_units", "map_no_unit", "map_twice"]
    again = compare_outlines(found, UNITS, told.outlines)
    assert (again.new, again.changed, again.same) == ([], [], 3)


def test_outlines_are_made_small_and_keep_their_shape() -> None:
    (found,) = read_geojson(written(feature(circle(MOST_POINTS), name="幸福里")))
    (ring,) = found.rings
    assert len(ring) <= MOST_KEPT
    assert area(ring) / 2 == pytest.approx(pi * 20_000**2, rel=0.02)
    assert not crosses_itself(ring)
    (square,) = read_geojson(written(feature(SQUARE, name="x")))
    assert len(square.rings[0]) == 4


@pytest.mark.parametrize(
    ("ring", "reason"),
    [
        (BOW_TIE, "map_crosses"),
        ([[0, 0], [1, 1], [2, 2], [0, 0]], "map_no_outline"),
        ([[0, 0], [1, 1]], "map_no_outline"),
        ([[181, 0], [1, 1], [0, 1]], "map_off_earth"),
        ([[True, 0], [1, 1], [0, 1]], "map_off_earth"),
        ([["1", 0], [1, 1], [0, 1]], "map_off_earth"),
        ([[float("1e308") * 10, 0], [1, 1], [0, 1]], "map_off_earth"),
        ([0, 1, 2], "map_no_outline"),
        ("x", "map_no_outline"),
        (circle(MOST_POINTS + 1), "map_many_points"),
    ],
)
def test_what_cannot_be_drawn_is_left_off_with_a_reason(ring: Any, reason: str) -> None:
    content = written(feature(ring, name="幸福里")).replace(b"Infinity", b"1e999")
    (found,) = read_geojson(content)
    assert found.reason == reason
    assert reason in LEFT_OFF
    assert not compare_outlines([found], UNITS, {}).outlines


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"features": [NaN]}', "map_not_finite"),
        (b'{"features": [-Infinity]}', "map_not_finite"),
        (b"[" * 300_000, "map_deep"),
        (b'{"a":' * 200_000, "map_deep"),
        (b'{"features": []}', "map_no_features"),
        (b"[]", "map_no_features"),
        (b'{"features": 7}', "map_no_features"),
        (b"PK\x03\x04", "map_unreadable"),
        (b"\xff\xfe\x00", "map_unreadable"),
        (b" " * (20 * 1024 * 1024 + 1), "map_too_large"),
        (b'{"features": [' + b"0," * 20_000 + b"0]}", "map_many_features"),
    ],
)
def test_hostile_files_are_refused_with_a_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_geojson(content)
    assert refused.value.reason == reason
    assert reason in SENTENCES
