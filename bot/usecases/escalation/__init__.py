"""Use cases of the ladder, reminders and absences."""
