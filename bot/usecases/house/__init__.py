"""What people and the clock can cause: operators, alarms, retention, language."""
