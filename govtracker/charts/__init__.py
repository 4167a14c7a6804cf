"""Pictures from plain values: the same function for page, mail and PDF."""
