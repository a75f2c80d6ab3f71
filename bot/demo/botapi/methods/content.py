"""The text and caption of what the bot sends or edits."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.entities import Entity, check, merged, trimmed, units
from bot.demo.botapi.errors import bad
from bot.demo.botapi.facts import limit
from bot.demo.botapi.world import World

Params = dict[str, Any]
# Parameters of the Bot API that the stand-in does not support.
NOT_PLAYED = {
    "business_connection_id",
    "direct_messages_topic_id",
    "inline_message_id",
    "message_effect_id",
    "allow_paid_broadcast",
    "show_caption_above_media",
    "suggested_post_parameters",
    "video_start_timestamp",
}


def refuse_unplayed(params: Params) -> None:
    """Refuse what the stand-in does not support instead of ignoring it."""
    if params.get("parse_mode"):
        raise bad("the stand-in takes entities only, no parse_mode")
    if foreign := NOT_PLAYED & set(params):
        raise bad(f"the stand-in does not play {', '.join(sorted(foreign))}")


def text_of(world: World, params: Params) -> tuple[str, list[Entity]]:
    """The text of a message; never empty."""
    text, entities = _marked(world, params.get("text", ""), params.get("entities", []))
    if not text:
        raise bad("message text is empty")
    if units(text) > limit("sendMessage", "text"):
        raise bad("message is too long")
    return text, entities


def caption_of(world: World, params: Params) -> tuple[str, list[Entity]]:
    """The caption of a file; may be empty."""
    given = params.get("caption", ""), params.get("caption_entities", [])
    text, entities = _marked(world, *given)
    if units(text) > limit("sendPhoto", "caption"):
        raise bad("message caption is too long")
    return text, entities


def _marked(world: World, text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    check(text, entities)
    known = [e for e in entities if e["type"] != "text_mention" or _known(world, e)]
    text, kept = trimmed(text, known)
    return text, merged(text, kept)


def _known(world: World, entity: Entity) -> bool:
    """Telegram silently drops mentions of people the bot never met."""
    return entity["user"]["id"] in world.people
