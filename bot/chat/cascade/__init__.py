"""What is said: opening tier by tier, cards, relaying, rerouting."""
