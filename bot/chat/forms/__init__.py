"""Texts and buttons of the subject forms."""
