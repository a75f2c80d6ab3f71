"""Use cases of ways in: links to the board, posters, one-time links, devices without Telegram."""
