"""Texts about work groups and the units they serve."""
