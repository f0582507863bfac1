"""The authority list: entries, commands, its file."""
