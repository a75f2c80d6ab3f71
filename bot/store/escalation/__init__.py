"""What is kept: the ladder, reminders, absences."""
