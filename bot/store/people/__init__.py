"""Storage of people and the links to their accounts."""
