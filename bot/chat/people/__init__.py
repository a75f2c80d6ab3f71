"""What is said: linking people to their accounts."""
