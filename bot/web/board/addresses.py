"""Addresses of clients: whom a proxy asks for, and what counts as one visitor."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

_LOOPBACK = ("127.0.0.1", "::1")
_LONGEST = 64


def believed_proxies(listens_on: str, proxies: Iterable[str]) -> frozenset[str]:
    """The addresses that are believed when they say for whom they ask. Where only this machine can
    connect, whoever connects is a proxy on it."""
    loopback = _LOOPBACK if _is_loopback(listens_on) else ()
    return frozenset(exact_address(each) for each in (*proxies, *loopback))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def exact_address(said: str) -> str:
    """An address in its usual form; what is none stays as it is."""
    try:
        found = ipaddress.ip_address(said.strip())
    except ValueError:
        return said.strip()[:_LONGEST]
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


def counted_address(exact: str) -> str:
    """The name under which an address is counted: IPv6 by /64, of which every household has one."""
    try:
        found = ipaddress.IPv6Address(exact)
    except ValueError:
        return exact
    return str(ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))


def asking_address(peer: str, forwarded: Sequence[str], proxies: frozenset[str]) -> str:
    """Who asks: the last address that a believed proxy did not add itself. `forwarded`: the lines
    of X-Forwarded-For, each with addresses apart by commas."""
    address = exact_address(peer)
    said = [each.strip() for each in ",".join(forwarded).split(",")]
    while address in proxies and said and said[-1]:
        address = exact_address(said.pop())
    return address
