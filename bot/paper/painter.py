"""Paints a drawing in a process of its own: `python -m bot.paper.painter`. resvg holds the
interpreter's lock while it works, so a thread would not do."""

from __future__ import annotations

import sys
from importlib.resources import files

import resvg_py

FONT_FILE = ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf")
"""That of the posters: it has all of GBK but one character, and all of Big5's first level."""


def paint(drawing: str) -> bytes:
    """An SVG as PNG, with no font but ours."""
    package, name = FONT_FILE
    font = str(files(package).joinpath(name))
    return bytes(
        resvg_py.svg_to_bytes(svg_string=drawing, font_files=[font], skip_system_fonts=True)
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(paint(sys.stdin.buffer.read().decode()))
