"""Everything that shows GovTracker does what it says; the folders mirror govtracker/."""

import os
import sys

# Compiled once and kept, whatever the surroundings say: the tests start some hundred processes of the whole program.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
