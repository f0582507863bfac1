"""The parts beside the article."""
