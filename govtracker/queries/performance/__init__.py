"""Success criteria, measurements and scorecards."""
