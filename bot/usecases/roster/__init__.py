"""Use cases of units, posts, imports and successions."""
