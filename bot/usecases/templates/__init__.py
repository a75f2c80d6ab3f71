"""Use cases of templates, sending again, and what recurs."""
