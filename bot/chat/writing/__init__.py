"""Texts of drafts, previews, sending and ending."""
