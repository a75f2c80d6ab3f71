"""Use cases: one function for each thing a person or the clock can cause."""
