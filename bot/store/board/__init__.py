"""Storage of the board."""
