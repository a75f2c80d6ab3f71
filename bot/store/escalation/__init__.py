"""Storage of ladders, reminders and absences."""
