"""The roster's rules: units, posts, members, permissions, and the import of spreadsheets."""
