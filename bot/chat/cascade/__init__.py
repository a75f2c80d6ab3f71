"""Texts of opening tier by tier, cards, relaying and rerouting."""
