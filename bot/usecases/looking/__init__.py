"""Use cases of status screens, names and gaps."""
