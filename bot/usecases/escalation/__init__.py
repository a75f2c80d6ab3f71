"""What people and the clock can cause: the ladder, reminders, absences."""
