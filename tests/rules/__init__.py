"""Rules as tables and as properties."""
