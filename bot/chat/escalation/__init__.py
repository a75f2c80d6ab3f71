"""Texts of the ladder, reminders and absences."""
