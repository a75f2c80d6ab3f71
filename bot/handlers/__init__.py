"""From an update to one use case, and back to a toast. Nothing here decides or remembers."""
