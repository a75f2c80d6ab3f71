"""What is kept: scheduled summaries."""
