"""Texts about the roster: changes of an import, and screens."""
