"""A Telegram of its own, with a sample community, to try Gridcall without a network."""
