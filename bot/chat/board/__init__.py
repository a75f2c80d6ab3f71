"""The board: drawn from views, in three languages."""
