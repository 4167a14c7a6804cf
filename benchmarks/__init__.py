"""What the pages cost: a world of any size, a load generator, and reference pages measured in the same run."""
