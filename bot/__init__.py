"""Gridcall: an instruction goes down the tree, the answers come back up."""

__version__ = "0.1.0"
