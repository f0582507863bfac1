"""Tests of labelling all like this, and of the concordance that shares its lines."""
