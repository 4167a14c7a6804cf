"""Years of reviews and digests under a fake clock: what is to happen, what a naive reference expects, what came."""
