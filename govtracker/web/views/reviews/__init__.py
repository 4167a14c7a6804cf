"""Pages of reviews and their mail."""
