"""Use cases of the subject forms."""
