"""Rules of success criteria, measurements and scorecards."""
