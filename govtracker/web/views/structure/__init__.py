"""Pages of the structure."""
