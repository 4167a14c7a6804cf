"""Reviews, and the mail that goes out."""
