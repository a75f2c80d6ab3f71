"""Benchmarks of all performance claims:

`make bench`. Ratios count; absolute figures depend on the machine.
"""
