"""What is kept: operators, alarms, retention, language."""
