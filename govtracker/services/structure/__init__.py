"""Writes to the structure."""
