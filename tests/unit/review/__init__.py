"""Reviewing disagreements: decisions, gold and rules."""
