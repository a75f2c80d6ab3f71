"""Everything that speaks to Telegram: receiver, inbox, outbox, rate limiting, sender, gateway."""
