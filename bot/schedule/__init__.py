"""The scheduler: APScheduler is only the pulse; due times are stored in the database."""
