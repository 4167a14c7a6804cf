"""Pages of calendars, paths and forums."""
