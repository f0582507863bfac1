"""Merging copies of a project: nothing lost, in any order, any number of times."""
