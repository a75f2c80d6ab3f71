"""Storage of the inbox and the outbox."""
