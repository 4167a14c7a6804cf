"""Pages of the installation and of one's own account."""
