"""Storage of help requests."""
