"""What is kept: opening tier by tier, cards, relaying, rerouting."""
