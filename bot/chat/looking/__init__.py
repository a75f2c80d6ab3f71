"""Screens: status, gaps, the roster, and scheduled summaries."""
