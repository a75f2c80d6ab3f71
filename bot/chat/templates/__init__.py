"""Texts of templates and what recurs."""
