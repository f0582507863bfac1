"""What keys and the mouse do to the spans of the open article."""
