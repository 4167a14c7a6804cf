"""Rules of partnership: pulse, value assurance, readiness, the operations supervisor."""
