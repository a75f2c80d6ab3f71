"""Use cases of operators, alarms, retention and languages."""
