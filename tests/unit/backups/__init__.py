"""Backups, restoring and salvage."""
