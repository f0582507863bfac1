"""Learning from accepted spans: lessons, and the training of a pipeline from them."""
