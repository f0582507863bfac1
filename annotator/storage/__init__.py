"""The project file: the only package that speaks SQL."""
