"""What is kept: inbox and outbox."""
