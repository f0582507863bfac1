"""The scheme, its file, its definitions and the guideline."""
