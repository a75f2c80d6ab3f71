"""Reads GeoJSON: outlines with the code or the name of their unit. Strangers' files are bounded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import Refused
from bot.roster.rings import Point, Ring, area, crosses_itself, small_ring

MOST_BYTES = 20 * 1024 * 1024
MOST_FEATURES = 20_000
MOST_POINTS = 5_000
"""Of one ring."""
MOST_RINGS = 20
"""Of one outline."""
_CODES = ("code", "编码", "編碼", "代码", "unit", "id")
_NAMES = ("name", "名称", "名稱", "小区", "小區", "社区", "社區", "网格", "網格")
_SCALE = 1_000_000


@dataclass(frozen=True, slots=True)
class Outlined:
    """A feature of the file: what it calls itself, and its outline; `reason`: why it has none."""

    number: int
    code: str
    name: str
    rings: tuple[Ring, ...] = ()
    reason: str | None = None


def read_geojson(content: bytes) -> list[Outlined]:
    """The features of a file.

    Raises Refused: map_too_large, map_unreadable, map_deep, map_not_finite, map_no_features,
    map_many_features.
    """
    if len(content) > MOST_BYTES:
        raise Refused("map_too_large", limit_mb=MOST_BYTES // 1024**2)
    found = _parsed(content)
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        raise Refused("map_no_features")
    if len(features) > MOST_FEATURES:
        raise Refused("map_many_features", most=MOST_FEATURES)
    return [_feature(number, each) for number, each in enumerate(features, 1)]


def _parsed(content: bytes) -> Any:
    def not_finite(_word: str) -> None:
        raise Refused("map_not_finite")

    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=not_finite)
    except RecursionError:
        raise Refused("map_deep") from None
    except ValueError:
        raise Refused("map_unreadable") from None


def _feature(number: int, feature: Any) -> Outlined:
    feature = feature if isinstance(feature, dict) else {}
    said = feature.get("properties")
    said = said if isinstance(said, dict) else {}
    code = _word(said, _CODES) or str(feature.get("id") or "")[:200]
    name = _word(said, _NAMES)
    try:
        return Outlined(number, code, name, tuple(_rings(feature.get("geometry"))))
    except _Unfit as unfit:
        return Outlined(number, code, name, reason=unfit.reason)


class _Unfit(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _word(said: Mapping[str, Any], names: Sequence[str]) -> str:
    folded = {str(key).casefold().strip(): value for key, value in said.items()}
    found = (folded[each] for each in names if isinstance(folded.get(each), str | int))
    return str(next(found, "")).strip()[:200]


def _rings(geometry: Any) -> Iterator[Ring]:
    """The outer rings; holes are left out."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _Unfit("map_no_outline")
    parts = geometry.get("coordinates")
    parts = [parts] if kind == "Polygon" else parts
    if not isinstance(parts, list) or not parts or len(parts) > MOST_RINGS:
        raise _Unfit("map_no_outline")
    for part in parts:
        if not isinstance(part, list) or not part or not isinstance(part[0], list):
            raise _Unfit("map_no_outline")
        yield _ring(part[0])


def _ring(coordinates: list[Any]) -> Ring:
    if len(coordinates) > MOST_POINTS:
        raise _Unfit("map_many_points")
    ring = small_ring([_point(each) for each in coordinates])
    if len(ring) > 3 and crosses_itself(ring):
        raise _Unfit("map_crosses")
    if len(ring) < 3 or not area(ring):
        raise _Unfit("map_no_outline")
    return ring


def _point(pair: Any) -> Point:
    if not isinstance(pair, list) or len(pair) < 2:
        raise _Unfit("map_no_outline")
    east, north = pair[:2]
    for value, most in ((east, 180), (north, 90)):
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not -most <= value <= most
        ):
            raise _Unfit("map_off_earth")
    return round(east * _SCALE), round(north * _SCALE)
