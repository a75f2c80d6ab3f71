"""Use cases of linking people to their accounts."""
