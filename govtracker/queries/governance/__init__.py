"""Calendars, escalation and forums."""
