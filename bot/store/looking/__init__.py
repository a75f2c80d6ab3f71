"""Storage of status screens, names and gaps."""
