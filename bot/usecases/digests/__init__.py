"""Use cases of scheduled summaries."""
