"""Writes to issues, actions and comments."""
