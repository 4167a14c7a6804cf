"""Mail: a notification beside the change it tells of, rendered for one viewer, handed over once."""
