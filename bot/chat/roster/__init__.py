"""The roster: what a file would change in it, and its screens."""
