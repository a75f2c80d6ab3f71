"""Gridcall passes instructions down a tree of community units and brings the answers back up."""

__version__ = "0.1.0"
