"""Texts of linking people to their accounts."""
