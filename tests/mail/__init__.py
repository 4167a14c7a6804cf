"""Mail: rendering, the outbox, SMTP."""
