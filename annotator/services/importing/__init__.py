"""Taking articles and annotations in: everything in one operation, or nothing."""
