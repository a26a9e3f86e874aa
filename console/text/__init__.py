"""Text as a network counts it: weights, links, and the parts of a thread. Pure functions."""
