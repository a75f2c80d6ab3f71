"""Use cases of telephone calls: the number, the outcome, and the call sheet that comes back."""
