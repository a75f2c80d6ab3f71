"""One module for each claim; its `measure(site)` yields the figures."""
