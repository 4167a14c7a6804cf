"""Rules of who sits where."""
