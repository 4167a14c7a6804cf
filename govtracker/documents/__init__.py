"""Writers of files people take away, from plain values."""
