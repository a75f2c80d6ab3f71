"""What is said: operators, alarms, retention, language."""
