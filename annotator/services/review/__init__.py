"""Review: clusters, decisions, policies, gold."""
