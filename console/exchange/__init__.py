"""What comes from other programs in files, and what goes to them."""
