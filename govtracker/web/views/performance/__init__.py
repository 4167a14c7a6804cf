"""Pages of criteria, measurements and scorecards."""
