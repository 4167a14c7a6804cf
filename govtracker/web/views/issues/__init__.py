"""Pages of issues and actions."""
