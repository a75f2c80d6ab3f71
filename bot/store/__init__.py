"""Connections, transactions, and named SQL: the only rooms that know a database."""
