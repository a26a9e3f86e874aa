"""Networks: each turns one service into the same few calls; see `base`."""
