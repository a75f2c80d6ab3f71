"""HTTP endpoints for this machine: health and metrics."""
