"""Charts: where bars stand, how they are painted, their files."""
