"""Backups, rescue, salvage: nothing is ever lost."""
