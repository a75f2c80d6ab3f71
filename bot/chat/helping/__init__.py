"""What is said: help requests."""
