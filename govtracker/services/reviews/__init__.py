"""Writes to reviews and to what mail people get."""
