"""The board's page: for supervisors, liaisons and leads, in any browser or as a Mini App."""
