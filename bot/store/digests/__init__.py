"""Storage of scheduled summaries."""
