"""A lean stand-in for Telegram's Bot API: the same facts as `bot.demo.botapi`, for thousands of
requests a second. It notes when each request arrived and when each press was answered."""
