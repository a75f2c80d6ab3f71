"""What people and the clock can cause: opening tier by tier, cards, relaying, rerouting."""
