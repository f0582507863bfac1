"""The window: the only package, with app.py, that imports Qt."""

from annotator.ui import foreign_modules as foreign_modules
