"""Figures of the suggesters on labelled articles, for whoever tunes rules: `python -m tests.evaluation ../shared`."""
