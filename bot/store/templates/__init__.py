"""Storage of templates and what recurs."""
