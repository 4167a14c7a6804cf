"""Writes to calendars, escalation and forums."""
