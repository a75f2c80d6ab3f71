"""What is kept: help requests."""
