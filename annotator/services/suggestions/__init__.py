"""What suggesters propose and what annotators make of it."""
