"""Suggestions for an article, by rules alone or with a pipeline; nothing here is an annotation until accepted."""
