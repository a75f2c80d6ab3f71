"""The rules for instructions and answers, free of Telegram, SQL and clocks."""
