"""The metronome's questions."""
