"""Agreement between annotators: what was compared, the page, the report."""
