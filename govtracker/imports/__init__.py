"""CSV in, a file per noun."""
