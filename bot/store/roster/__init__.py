"""What is kept: units, posts, imports, succession."""
