"""What people and the clock can cause: units, posts, imports, succession."""
