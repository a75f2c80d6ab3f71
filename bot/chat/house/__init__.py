"""Texts about operators, alarms, retention and languages."""
