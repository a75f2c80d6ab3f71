"""In CI a skipped test is a failed one."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

SKIPPING = """
    import pytest

    def test_skips():
        pytest.skip("no time")

    @pytest.mark.xfail(strict=True)
    def test_known():
        assert False

    @pytest.mark.reference
    def test_compares():
        pytest.skip("no file")
"""
SKIPPING_WHOLE = """
    import pytest

    pytest.skip("no engine", allow_module_level=True)
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Prepare a suite under our rules."""
    monkeypatch.delenv("CI", raising=False)
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = reference: outside")
    pytester.makepyfile(test_one=SKIPPING, test_two=SKIPPING_WHOLE)
    return pytester


def test_elsewhere_skipping_is_allowed(run: pytest.Pytester) -> None:
    run.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(skipped=3, xfailed=1)


@pytest.mark.parametrize("workers", [[], ["-n", "1"]])
def test_in_ci_it_is_not(
    run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, workers: list[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    result = run.runpytest_subprocess(
        "-p", "no:cacheprovider", "--continue-on-collection-errors", *workers
    )
    result.assert_outcomes(skipped=1, xfailed=1, failed=1, errors=1)
    result.stdout.fnmatch_lines(["*Skipped, and CI runs everything:*no time*"])
