"""Writes to partnership: pulse, value assurance, readiness, the operations supervisor."""
