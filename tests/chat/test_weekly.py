"""The summary of a week in all languages: the slowest branches by name, the rest in a few words."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.chat.digests.weekly import IssuingPost, WeeklyView, render_weekly
from bot.chat.texts import translator
from bot.instructions.weekly import AskedCounts, BranchTime, Vacancies, WeekFigures, week_before
from bot.roster.model import PostKind
from tests.stories.town import NINE

ZONE = ZoneInfo("Asia/Shanghai")
COUNTS = AskedCounts(asked=200, answered=198, reminded=30, phoned=4, needed=32)
FIGURES = WeekFigures(
    total=COUNTS,
    branches=[BranchTime(f"{n}里", 9, timedelta(minutes=90 - 10 * n)) for n in range(1, 8)],
    vacancies=Vacancies([timedelta(days=2), timedelta(days=9)], 3, timedelta(days=40)),
    unasked=88,
)
VIEW = WeeklyView(
    week_before(NINE, ZONE), ZONE, FIGURES,
    [IssuingPost("幸福社区", PostKind.SUPERVISOR, 2, counts=COUNTS)],
)  # fmt: skip


TIMES = (
    "多久回复（中位数）：1里 1 小时 20 分钟、2里 1 小时 10 分钟、3里 1 小时、4里 50 分钟、"
    "5里 40 分钟；其余 2 个都在 30 分钟内"
)


def test_the_verdict_first_and_the_slowest_by_name() -> None:
    assert render_weekly(VIEW, translator("zh-hans")).text.splitlines() == [
        "上周小结（2 月 23 日—3 月 1 日）",
        "不少要提醒才回：请回复 200 处，回了 198 处。",
        TIMES,
        "要提醒的 30 处，打电话代答 4 处。",
        "幸福社区督导请回复 200 处，第一张卡片后还差 32 处。",
        "早有底数，免问 88 题。",
        "补上 2 个岗位，空了 2 天（中位数）。",
        "还空着 3 个岗位，最久 40 天。",
    ]
    english = render_weekly(VIEW, translator("en")).text.splitlines()
    assert english[1] == "Many needed a reminder: 198 of 200 answers came."
    assert english[2].endswith("; 2 more within 30 minutes")
