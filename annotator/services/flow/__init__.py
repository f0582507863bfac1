"""The order of work: queues, assignments, states, the overview."""
