"""The systemd unit: hardened, and what systemd takes it for."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from bot.web.board.server import MOST_CONNECTIONS
from tests.deploy.reading import DEPLOY

UNIT = DEPLOY / "gridcall.service"
ANALYZE = shutil.which("systemd-analyze")
TOOLS = [ANALYZE] if ANALYZE else []
"""Also checked by systemd-analyze where it is installed."""


def settings() -> dict[str, list[str]]:
    """All keys with their values, in order."""
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", UNIT.read_text("utf-8"), re.M):
        found.setdefault(key, []).append(value)
    return found


def test_nobody_it_runs_as_can_do_more_than_it_needs() -> None:
    found = settings()
    wanted = {
        "NoNewPrivileges": ["yes"],
        "ProtectSystem": ["strict"],
        "ProtectHome": ["yes"],
        "PrivateTmp": ["yes"],
        "PrivateDevices": ["yes"],
        "CapabilityBoundingSet": [""],
        "AmbientCapabilities": [""],
        "UMask": ["0077"],
        "LimitNOFILE": [str(4 * MOST_CONNECTIONS)],
        "User": ["gridcall"],
        "RestrictAddressFamilies": ["AF_INET AF_INET6 AF_UNIX"],
        "SystemCallFilter": ["@system-service", "~@privileged"],
    }
    assert {key: found.get(key) for key in wanted} == wanted
    assert "ReadWritePaths" not in found


def test_it_works_where_it_may_write_and_reads_the_token_as_a_credential() -> None:
    found = settings()
    (state,), (home,) = found["StateDirectory"], found["WorkingDirectory"]
    assert home == f"/var/lib/{state}"
    (credential,) = found["LoadCredential"]
    assert found["Environment"] == [
        f"GRIDCALL_TELEGRAM__TOKEN_FILE=%d/{credential.partition(':')[0]}"
    ]
    assert found["ExecStart"][0].endswith("/gridcall run")


def test_it_comes_back_but_has_time_to_end_well() -> None:
    found = settings()
    assert found["Restart"] == ["on-failure"]
    assert int(found["TimeoutStopSec"][0]) >= 15
    assert "KillSignal" not in found, "SIGTERM, as it is"


def test_systemd_understands_it_and_finds_it_well_shut(tmp_path: Path) -> None:
    unit = tmp_path / "gridcall.service"
    command = settings()["ExecStart"][0].split()[0]
    unit.write_text(UNIT.read_text("utf-8").replace(command, sys.executable))
    for words in (["verify"], ["security", "--offline=true", "--no-pager", "--threshold=20"]):
        told = [_run(tool, *words, str(unit)) for tool in TOOLS]
        assert [each for each in told if each.returncode or unit.name in each.stderr] == []


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)
