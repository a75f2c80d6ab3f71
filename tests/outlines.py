"""Outlines of units as a file of GeoJSON holds them."""

from __future__ import annotations

import json

SQUARE = [[121.0, 31.0], [121.1, 31.0], [121.1, 31.1], [121.0, 31.1], [121.0, 31.0]]


def written(**rings: object) -> str:
    """The text of a file: by the name of each unit its ring of positions."""
    features = [
        {"properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in rings.items()
    ]
    return json.dumps({"features": features})
