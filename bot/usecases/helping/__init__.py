"""What people and the clock can cause: help requests."""
