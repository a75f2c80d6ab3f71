"""Storage of operators, alarms, retention and languages."""
