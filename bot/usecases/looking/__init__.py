"""What people and the clock can cause: status screens, names, gaps."""
