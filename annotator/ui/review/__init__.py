"""The review of disagreements in the window."""
