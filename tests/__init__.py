"""Everything that shows GovTracker does what it says; the folders mirror govtracker/."""
