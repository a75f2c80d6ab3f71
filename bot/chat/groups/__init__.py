"""What is said: work groups and the units they serve."""
