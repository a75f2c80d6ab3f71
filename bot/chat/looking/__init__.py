"""Screens for whoever looks: status, gaps, the roster, and what is told at set hours."""
