"""What is said: scheduled summaries."""
