"""Use cases of drafts, previews, sending and ending."""
