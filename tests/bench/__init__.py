"""What must stay fast, measured against a peer in the same run; see `__main__`."""
