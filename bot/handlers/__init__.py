"""Handlers: each reads one update, calls one use case and answers the press.

No decisions, no state.
"""
