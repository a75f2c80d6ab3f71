"""Cells that hold more than a value: words around a phone, several names, lists of buildings."""
