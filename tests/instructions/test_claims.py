"""What a stranger says of themselves stands in one line and links to nothing."""

from __future__ import annotations

import pytest

from bot.instructions.claims import harmless_claim


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("7 栋楼长王芳", "7 栋楼长王芳"),
        ("王芳”\r\n同意：“是", "王芳' 同意：'是"),
        ("a\u2028b\u2066c\x00d\u200be", "a b c d e"),
        ("t.me/x @bot /start #1", "t·me／x ＠bot ／start ＃1"),
        ("长" * 200, "长" * 60),
    ],
)
def test_a_claim_is_harmless(said: str, kept: str) -> None:
    assert harmless_claim(said) == kept
