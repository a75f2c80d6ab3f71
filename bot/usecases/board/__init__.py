"""Use cases of the board: what it draws, and who may see it."""
