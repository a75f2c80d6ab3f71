"""The rules of what is sent down and comes back. They know no Telegram, no SQL and no clock."""
