"""Use cases of work groups and the units they serve."""
