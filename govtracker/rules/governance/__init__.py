"""Rules of calendars, escalation and cadence."""
