"""Connections, transactions and named SQL: the only packages that know a database."""
