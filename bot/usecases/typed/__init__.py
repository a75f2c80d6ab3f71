"""What people and the clock can cause: typed words in groups and in private."""
