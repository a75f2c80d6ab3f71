"""Makes a picture of our own from one that was sent, in a process of its own:
`python -m bot.paper.pictures`. Nothing of the file is kept but what can be seen: no place, no
camera, no name."""

from __future__ import annotations

import resource
import sys
from io import BytesIO

from PIL import Image, ImageOps

from bot.paper.apart import MOST_PIXELS

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST = 1600
"""Pixels of the longer side of what is kept."""
QUALITY = 85
_MEMORY = 1 << 30
_SECONDS = 30


def made_anew(content: bytes) -> bytes:
    """Width and height on a line, then the picture as a JPEG; else "unreadable" or "too_large"."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                return b"too_large"
            found.draft("RGB", (LONGEST, LONGEST))
            picture = ImageOps.exif_transpose(found)
            picture.thumbnail((LONGEST, LONGEST))
            return _written(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b"unreadable"


def _written(picture: Image.Image) -> bytes:
    """On white, where it can be seen through."""
    whole = picture.convert("RGBA")
    paper = Image.new("RGBA", whole.size, "white")
    flat = Image.alpha_composite(paper, whole).convert("RGB")
    written = BytesIO()
    flat.save(written, "JPEG", quality=QUALITY, optimize=True)
    return f"{flat.width} {flat.height}\n".encode() + written.getvalue()


def make_from_stdin() -> None:
    """Read a picture from stdin, write one of our own."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    sys.stdout.buffer.write(made_anew(sys.stdin.buffer.read()))


if __name__ == "__main__":
    make_from_stdin()
