"""Storage of drafts, previews, sending and ending."""
