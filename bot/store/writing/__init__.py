"""What is kept: drafts, previews, sending, ending."""
