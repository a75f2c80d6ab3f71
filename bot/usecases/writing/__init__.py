"""What people and the clock can cause: drafts, previews, sending, ending."""
