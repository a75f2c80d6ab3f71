"""Storage of units, posts, imports and successions."""
