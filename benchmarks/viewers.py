"""Viewers of a live page, in a process of their own, as cheap as can be: they share the processors
with the bot, and give way to it. `python -m benchmarks.viewers PORT PATH COOKIE...`, a viewer a
cookie.

Says "ready" once each has seen the page; when its input ends, tells for each the moments at which
a further number of answers was seen.
"""

from __future__ import annotations

import json
import os
import re
import selectors
import socket
import sys
import time

_COUNT = re.compile(rb'verdict\\?">(\d+)/')
_KEPT = 40
"""Bytes of what came before that may hold the beginning of a count."""


class Viewer:
    """One open page."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n"
            f"Cookie: board={cookie}\r\n\r\n".encode()
        )
        self.seen: list[tuple[float, int]] = []
        self.closed = False
        self._tail = b""

    def read(self) -> None:
        """Take what has come."""
        data = self.socket.recv(1 << 18)
        self.closed = self.closed or not data
        found = _COUNT.findall(self._tail + data)
        self._tail = data[-_KEPT:]
        if found and (not self.seen or int(found[-1]) > self.seen[-1][1]):
            self.seen.append((time.time(), int(found[-1])))


def main(port: str, path: str, *cookies: str) -> None:
    """Look until the input ends."""
    os.nice(10)
    viewers = [Viewer(int(port), path, each) for each in cookies]
    watched = selectors.DefaultSelector()
    for each in viewers:
        watched.register(each.socket, selectors.EVENT_READ, each)
    watched.register(sys.stdin, selectors.EVENT_READ, None)
    ready = False
    while True:
        found = [key for key, _ in watched.select()]
        if any(key.data is None for key in found):
            break
        for key in found:
            key.data.read()
            if key.data.closed:
                watched.unregister(key.fileobj)
        if not ready and all(each.seen for each in viewers):
            ready = True
            print("ready", flush=True)
    print(json.dumps([[] if each.closed else each.seen for each in viewers]))


if __name__ == "__main__":
    main(*sys.argv[1:])
