"""What is kept: status screens, names, gaps."""
