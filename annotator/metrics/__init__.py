"""Figures of agreement between annotators: pure functions on spans, numpy at most."""
