"""Use cases of tables that are sent: a roster to import, or an office's own table to fill in."""
