"""Keeping work safe in the window: backups, restoring, checking, merging, sharing."""
