"""Use cases of help requests."""
