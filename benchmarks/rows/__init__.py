"""One module for each thing that is claimed; each has `measure(site)`, which gives its figures."""
