"""Questions about partnership: pulse, value assurance, readiness, the operations supervisor."""
