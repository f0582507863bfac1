"""Finding words, patterns and labelled spans in a project."""
