"""product.md's table "Who may", written out plainly. Nothing here is taken from the bot's rules."""

from __future__ import annotations

from dataclasses import dataclass

# "as 代答" is a row of its own; asking for help that way has no button yet. "Lead, in their
# branch" and deputy of a branch are columns of their own: of anything but a building. Who looks
# after a unit itself, as its liaison or supervisor, stands above it. Exporting the roster goes with
# importing it; who is above takes up a call for help, and writes back to those below. Everything
# here was written from above: what one of a branch wrote is ended by its lead and deputies too, and
# that is told in tests/stories/test_branch_issues.py. A party is the property company or the
# owners' committee of a branch: it takes up what it was told of (tests/stories/test_parties.py).
TABLE = """
                 | lead | deputy | helper | lead above | deputy above | branch lead | branch deputy | liaison | supervisor | issuer | operator | party
answer           | yes  | yes    | yes    | –          | –            | –           | –             | –       | –          | –      | –        | –
ask for help     | yes  | yes    | yes    | –          | –            | –           | –             | –       | –          | –      | –        | yes
answer for       | –    | –      | –      | yes        | yes          | –           | –             | yes     | yes        | –      | –        | –
fill in          | yes  | yes    | yes    | yes        | yes          | –           | –             | yes     | yes        | –      | –        | –
take up help     | –    | –      | –      | yes        | yes          | –           | –             | yes     | yes        | –      | –        | –
relay            | yes  | yes    | –      | –          | –            | –           | –             | –       | –          | –      | –        | –
relay over       | –    | –      | –      | –          | –            | –           | –             | yes     | yes        | yes    | yes      | –
see              | yes  | yes    | yes    | yes        | yes          | –           | –             | yes     | yes        | yes    | yes      | –
remind           | yes  | yes    | yes    | yes        | yes          | –           | –             | yes     | yes        | yes    | yes      | –
bind             | –    | –      | –      | –          | –            | yes         | –             | yes     | –          | –      | yes      | –
import           | –    | –      | –      | –          | –            | –           | –             | yes     | –          | –      | yes      | –
export           | –    | –      | –      | –          | –            | –           | –             | yes     | –          | –      | yes      | –
replace          | –    | –      | –      | –          | –            | yes         | –             | yes     | –          | –      | yes      | –
change the roster| –    | –      | –      | –          | –            | –           | –             | yes     | –          | –      | yes      | –
give leave       | –    | –      | –      | yes        | yes          | –           | –             | yes     | yes        | –      | yes      | –
dial             | –    | –      | –      | yes        | yes          | –           | –             | yes     | yes        | –      | –        | –
approve links    | –    | –      | –      | –          | –            | –           | –             | yes     | –          | –      | yes      | –
invite           | –    | –      | –      | –          | –            | yes         | –             | yes     | –          | –      | yes      | –
issue            | –    | –      | –      | –          | –            | yes         | yes           | yes     | yes        | –      | yes      | –
approve          | –    | –      | –      | –          | –            | –           | –             | yes     | yes        | –      | –        | –
withdraw         | –    | –      | –      | –          | –            | –           | –             | yes     | yes        | yes    | yes      | –
correct          | –    | –      | –      | –          | –            | –           | –             | yes     | yes        | yes    | yes      | –
close            | –    | –      | –      | –          | –            | –           | –             | yes     | yes        | yes    | yes      | –
"""  # noqa: E501 - a table


def _read(table: str) -> dict[str, frozenset[str]]:
    head, *rows = [_cells(line) for line in table.strip("\n").splitlines()]
    return {
        row[0]: frozenset(column for column, cell in zip(head, row, strict=True) if cell == "yes")
        for row in rows
    }


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


WHO_MAY = _read(TABLE)
OWN = ("lead", "deputy", "helper")
CARE = ("liaison", "supervisor")
PARTIES = ("property", "owners")


@dataclass(frozen=True)
class Place:
    """A unit as a plain thing: its number, how high above the buildings it is, what is above."""

    number: int
    height: int
    above: int | None


@dataclass(frozen=True)
class Sitting:
    """A post of a kind in a place; `who` is None for a vacancy."""

    who: int | None
    kind: str
    place: int


def up(tree: tuple[Place, ...], place: int) -> list[int]:
    """A place and everything above it, nearest first."""
    found: list[int] = []
    at: int | None = place
    while at is not None:
        found.append(at)
        at = tree[at].above
    return found


def columns(tree: tuple[Place, ...], held: list[Sitting], place: int) -> set[str]:
    """In which columns of the table somebody who holds these seats stands, for a place."""
    return {
        column
        for sitting in held
        if sitting.place in up(tree, place)
        for column in _columns_of(tree, sitting, own=sitting.place == place)
    }


def _columns_of(tree: tuple[Place, ...], sitting: Sitting, *, own: bool) -> list[str]:
    if sitting.kind in CARE:
        return [sitting.kind]
    if sitting.kind in PARTIES:
        return ["party"]
    found = [sitting.kind] if own else [f"{sitting.kind} above"]
    heads_a_branch = sitting.kind in ("lead", "deputy") and tree[sitting.place].height > 0
    return [*found, f"branch {sitting.kind}"] if heads_a_branch else found


def writes_by_post(tree: tuple[Place, ...], sitting: Sitting) -> bool:
    """Whether a seat lets its holder write to those below it."""
    return not WHO_MAY["issue"].isdisjoint(_columns_of(tree, sitting, own=True))
