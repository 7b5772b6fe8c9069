"""The benches' own arithmetic: a figure that is computed wrongly is worse than none."""
