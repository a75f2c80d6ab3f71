"""The READMEs show the figures that were measured last."""

from __future__ import annotations

import pytest

from benchmarks import page
from benchmarks.readme import ROOT, with_figures


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_figures_are_those_measured_last(name: str) -> None:
    measured = [page.figure(each) for each in page.kept()["figures"]]
    text = (ROOT / name).read_text("utf-8")
    found = {(each.row, each.what): each for each in measured}
    assert "<!-- figures: " in text
    assert with_figures(text, name, found) == text
