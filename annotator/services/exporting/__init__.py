"""Sending datasets out: chosen, written, read back, put in place."""
