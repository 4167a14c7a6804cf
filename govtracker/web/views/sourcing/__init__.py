"""Pages of the sourcing strategy: segments, support types, supplier profiles, evaluations."""
