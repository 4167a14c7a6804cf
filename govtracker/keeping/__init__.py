"""A whole installation as one file, and back: copies of either database, and the archive they are kept in."""
