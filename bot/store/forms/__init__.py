"""Storage of the subject forms."""
