"""What was done: undo, the story of a span, the recycle bin, drafts."""
