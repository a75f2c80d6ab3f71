"""Posters of 700 units in one file, laid out as the bot does it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.site import Site
from bot.paper.sheet import PerPage, Poster, PosterSheet

ROW = "posters"
UNITS = 700
WORKER = (sys.executable, "-m", "bot.paper.worker")


def measure(_site: Site) -> Iterator[Figure]:
    """CPU and memory of the process that lays them out, one to a page and four."""
    for per_page, layout in ((1, "one a page"), (4, "four a page")):
        seconds, megabytes = laid_out(sheet(1 if per_page == 1 else 4))
        yield Figure(
            row=ROW, what=f"CPU for {UNITS} units, {layout}", value=seconds, unit="s", at_most=20
        )
        yield Figure(row=ROW, what=f"memory, {layout}", value=megabytes, unit="MB", at_most=300)


def sheet(per_page: PerPage) -> PosterSheet:
    """A poster for each of so many buildings."""
    posters = (
        Poster(
            community="幸福社区",
            unit=f"荷塘苑 {number} 幢",
            call="楼长、副楼长、成员，请扫一扫",
            link=f"https://t.me/gridcall_bot?start=p_{number}",
            steps=("1  用手机扫码", "2  点“分享手机号”", "3  专员核对后就会告诉您"),
            promise="我只发通知、记“收到”，不看聊天。",
        )
        for number in range(UNITS)
    )
    return PosterSheet(tuple(posters), per_page)


def laid_out(posters: PosterSheet) -> tuple[float, int]:
    """Seconds of CPU (a busy machine does not stretch them) and MB at most of the child process."""
    process = subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin is not None
    with process.stdin as pipe:
        pickle.dump(posters, pipe)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("the posters were not laid out")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
