"""GovTracker: two companies govern their relationship together."""
