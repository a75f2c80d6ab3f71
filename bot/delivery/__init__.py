"""The way in and the way out: everything that speaks to Telegram."""
