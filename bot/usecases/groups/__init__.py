"""What people and the clock can cause: work groups and the units they serve."""
