"""What is said: drafts, previews, sending, ending."""
