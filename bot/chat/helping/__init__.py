"""Texts of help requests."""
