"""What is said: the ladder, reminders, absences."""
