"""What people and the clock can cause: scheduled summaries."""
