"""Texts of scheduled summaries."""
