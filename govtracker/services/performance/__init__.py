"""Writes to criteria, measurements and scorecards."""
