"""The office's own tables: reading what they ask, and filling them in."""
