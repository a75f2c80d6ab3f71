"""`gridcall map import`: what it says, asks and refuses."""

from __future__ import annotations

from tests.cli.conftest import Terminal
from tests.outlines import SQUARE, written

SMALLER = [[121.0, 31.0], [121.05, 31.0], [121.0, 31.05]]
BOW_TIE = [[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]


def test_a_map_is_compared_told_and_set(terminal: Terminal) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    file = terminal.file("a.geojson", written(幸福里=SQUARE, 别处=SQUARE))
    told = terminal.type("map", "import", file)
    assert told.status == 1
    assert "1 new outline: 幸福社区 幸福里" in told.out
    assert "Feature 2 (别处) is left out: no unit is called so." in told.out
    assert "--skip-unreadable takes the rest" in told.err
    looked = terminal.type("map", "import", file, "--dry-run")
    assert looked.out.endswith("Nothing was changed.\n")
    assert terminal.type("map", "import", file, "--skip-unreadable").out.endswith("Done.\n")
    again = terminal.type("map", "import", file, "--skip-unreadable")
    assert again.out.endswith("Nothing to change: the outlines are there already.\n")
    other = terminal.file("b.geojson", written(幸福里=SMALLER))
    told = terminal.type("map", "import", other)
    assert told.status == 1, "nobody is there to be asked"
    assert "1 changed outline: 幸福社区 幸福里" in told.out
    assert "--yes" in told.err
    assert terminal.type("map", "import", other, "--yes").status == 0


def test_hostile_maps_are_refused_with_a_sentence(terminal: Terminal) -> None:
    told = terminal.type("roster", "import", terminal.file("list.csv"))
    for content, said in (
        (b"[" * 100_000, "nested too deeply"),
        (b'{"features": [NaN]}', "no numbers"),
        (b"{}", "No outlines were found"),
        (b"\x00\x01", "no GeoJSON"),
        (written(幸福里=BOW_TIE).encode(), "--skip-unreadable"),
    ):
        told = terminal.type("map", "import", terminal.file("x.geojson", content))
        assert told.status == 1
        assert said in told.err, told
    assert "its outline crosses itself" in told.out
