"""Rules of reviews and of the mail around them."""
