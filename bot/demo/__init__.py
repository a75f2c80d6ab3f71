"""A stand-in for Telegram with a sample community, to try Gridcall without a network."""
