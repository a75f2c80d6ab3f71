"""The image as its Dockerfile says it is made, as far as that can be seen without Docker."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import sys
import tomllib
from fnmatch import fnmatch
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.deploy.reading import DEPLOY, ROOT, compose, dockerfile, last_stage


def only(word: str) -> str:
    """The one instruction of that name in the image's own stage."""
    (found,) = [each.rest for each in last_stage() if each.word == word]
    return found


def copied() -> list[str]:
    """The paths copied from the repository."""
    lines = [each.rest for each in dockerfile() if each.word == "COPY"]
    return [name for line in lines if "--from" not in line for name in shlex.split(line)[:-1]]


def test_everything_copied_is_there_and_let_through() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    let_through = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert set(copied()) == let_through
    assert [name for name in copied() if not (ROOT / name).exists()] == []
    assert ignored[1] == "*", "and nothing else: no settings, no token, no database"


def test_what_the_build_reads_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], *wheel["force-include"], project["project"]["readme"]}
    needed |= set(project["project"]["license-files"])
    assert needed <= set(copied())


def test_nothing_is_installed_that_is_not_pinned_and_hashed() -> None:
    installs = [
        each.rest for each in dockerfile() if each.word == "RUN" and "install " in each.rest
    ]
    pip = [shlex.split(line) for line in installs if "/pip " in line]
    assert len(pip) == 2
    assert {"--require-hashes", "requirements/run.txt"} <= set(pip[0])
    assert {"--no-deps", "--no-build-isolation", "."} <= set(pip[1])
    assert not [line for line in installs if re.search(r"apt|curl|wget|ADD ", line)]


def test_it_starts_from_a_python_that_is_new_enough() -> None:
    versions = [
        re.match(r"python:3\.(\d+)-slim-", each.rest)
        for each in dockerfile()
        if each.word == "FROM"
    ]
    assert [version and int(version[1]) >= 11 for version in versions] == [True, True]


def test_who_runs_it_is_not_root_and_keeps_everything_in_one_volume() -> None:
    uid, _, gid = only("USER").partition(":")
    assert int(uid) >= 1000
    assert int(gid) >= 1000
    assert only("VOLUME") == only("WORKDIR") == "/data"
    assert f"--uid {uid}" in only("RUN")
    words = [each.word for each in last_stage()]
    assert words.index("USER") > words.index("RUN")
    assert json.loads(only("ENTRYPOINT")) + json.loads(only("CMD")) == ["gridcall", "run"]


@pytest.mark.parametrize(("status", "ends"), [(200, 0), (503, 1), (None, 1)])
async def test_its_health_is_what_healthz_says(status: int | None, ends: int) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status or 0)

    app = web.Application()
    app.router.add_get("/healthz", answer)
    async with TestServer(app) as server:
        port = server.port or 0
        if status is not None:
            assert await _healthy(port) == ends
    if status is None:
        assert await _healthy(port) == ends


async def _healthy(port: int) -> int:
    python, *words = json.loads(only("HEALTHCHECK").partition("CMD ")[2])
    assert python == "python"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *words),
        env={"GRIDCALL_WEB__PORT": str(port)},
        stderr=asyncio.subprocess.DEVNULL,
    )
    return await process.wait()


def test_the_port_it_asks_is_the_one_that_listens() -> None:
    assert re.search(r"GRIDCALL_WEB__PORT=\d+", only("ENV"))
    assert not [each for each in dockerfile() if each.word == "EXPOSE"], "it listens on loopback"


def test_compose_runs_that_image_with_as_little_as_it_needs() -> None:
    told: Any = compose()
    service = told["services"]["gridcall"]
    assert (DEPLOY / service["build"]["context"]).resolve() == ROOT
    assert (ROOT / service["build"]["dockerfile"]).is_file()
    assert (service["read_only"], service["cap_drop"]) == ("true", ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["data:/data"]
    assert list(told["volumes"]) == ["data"]
    assert "ports" not in service
    assert "user" not in service
    assert int(service["stop_grace_period"].removesuffix("s")) >= 15


def test_compose_hands_the_token_over_as_a_file() -> None:
    told: Any = compose()
    service = told["services"]["gridcall"]
    (secret,) = service["secrets"]
    assert service["environment"] == {"GRIDCALL_TELEGRAM__TOKEN_FILE": f"/run/secrets/{secret}"}
    assert told["secrets"] == {secret: {"file": "./token"}}
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert any(fnmatch("/deploy/token", line) for line in ignored)


def test_the_document_names_what_is_there() -> None:
    text = (ROOT / "docs" / "install.md").read_text("utf-8")
    for path in re.findall(r"\]\(((?:\.\./)?[\w./-]+)\)", text):
        assert (ROOT / "docs" / path).exists(), path
    for name in re.findall(r"deploy/[\w.]+", text):
        assert (ROOT / name).exists(), name
    assert f"-o {only('USER').partition(':')[0]}" in text
