"""One-time links, each for one post and whoever held it when the link was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.store.tx import Row, Tx, instant


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link; `chat_id`: the account that made it; `seed`: its token follows from that and the
    key."""

    id: int
    post_id: int
    member_id: int
    chat_id: int
    seed: str = field(repr=False)
    token_hash: str = field(repr=False)
    state: str
    until: datetime

    @property
    def open(self) -> bool:
        """Whether it was neither used nor revoked."""
        return self.state == "open"


def keep_link(tx: Tx, link: OneTimeLink, now: datetime) -> OneTimeLink:
    """Insert a link; returns it with its id."""
    names = ("post_id", "member_id", "chat_id", "seed", "token_hash", "until")
    facts = {name: getattr(link, name) for name in names}
    return _link(tx.need("insert_one_time_link", now=now, **facts))


def one_time_link(tx: Tx, link_id: int) -> OneTimeLink | None:
    """One link in any state; None where it is gone."""
    row = tx.one("one_time_link_by_id", link_id=link_id)
    return None if row is None else _link(row)


def link_of_token(tx: Tx, token_hash: str) -> OneTimeLink | None:
    """The link somebody opened."""
    row = tx.one("one_time_link_by_hash", token_hash=token_hash)
    return None if row is None else _link(row)


def open_links_of(tx: Tx, member_id: int) -> list[OneTimeLink]:
    """The open links of a member, newest first."""
    return [_link(row) for row in tx.all("open_one_time_links", member_id=member_id)]


def settle_one_time_link(tx: Tx, link_id: int, state: str, now: datetime) -> bool:
    """Use or revoke a link; False where that has happened already."""
    return bool(tx.run("settle_one_time_link", link_id=link_id, state=state, now=now))


def _link(row: Row) -> OneTimeLink:
    return OneTimeLink(
        id=row["id"],
        post_id=row["post_id"],
        member_id=row["member_id"],
        chat_id=row["chat_id"],
        seed=row["seed"],
        token_hash=row["token_hash"],
        state=row["state"],
        until=instant(row["until"]),
    )
