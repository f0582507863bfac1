"""Tests of the words, zones and offsets of article text."""
