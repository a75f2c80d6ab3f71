"""Reads and compares one spreadsheet in a process of its own:

`python -m bot.sheets.worker`. A malicious file can only exhaust this process's memory and time.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import Refused
from bot.roster.care import Care
from bot.roster.customs import USUAL, Customs
from bot.roster.model import Roster, Tier
from bot.roster.proposal import compare
from bot.roster.proposed import dumps_proposal, proposed
from bot.sheets import read_sheet

MEMORY = 1024 * 1024 * 1024
SECONDS = 60


@dataclass(frozen=True)
class ReadingJob:
    """A file and everything it is compared with."""

    data: bytes
    name: str
    roster: Roster
    tiers: tuple[Tier, ...]
    care: Care
    answers: Mapping[str, bool]
    customs: Customs = USUAL


def compared(work: ReadingJob) -> str:
    """What the file would change, as JSON of `bot.roster.proposed.dumps`. Raises Refused."""
    sheet = read_sheet(work.data, work.name, work.tiers, work.customs)
    difference = compare(sheet, work.roster, work.tiers, work.care, work.answers, work.customs)
    return dumps_proposal(difference, proposed(difference, work.roster, work.tiers))


def run_worker() -> None:
    """Read work from stdin; write a refusal, or an empty line and the result."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    work: ReadingJob = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    try:
        answer = "\n" + compared(work)
    except Refused as refused:
        answer = json.dumps([refused.reason, refused.facts], ensure_ascii=False)
    sys.stdout.buffer.write(answer.encode())


if __name__ == "__main__":
    run_worker()
