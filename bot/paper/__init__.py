"""Layouts for printing: what they say is rendered elsewhere, in the reader's language."""
