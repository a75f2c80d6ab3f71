"""What people and the clock can cause: linking people to their accounts."""
