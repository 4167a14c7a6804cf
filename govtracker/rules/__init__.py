"""Rules: pure functions over values; they decide, and neither ask the clock nor the database."""
