"""Who sits where, and how each relationship stands."""
