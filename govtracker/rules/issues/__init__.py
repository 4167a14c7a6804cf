"""Rules of issues and actions."""
