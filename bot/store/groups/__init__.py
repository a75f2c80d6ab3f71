"""What is kept: work groups and the units they serve."""
