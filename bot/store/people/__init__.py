"""What is kept: linking people to their accounts."""
