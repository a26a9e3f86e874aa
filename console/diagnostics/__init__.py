"""What the desk says about itself: its log, its faults and its report, none with a secret.

Sees nothing of the rest of the desk but its errors. Whoever logs uses the standard
library's `logging`; what may be written is decided here, at the one place by which all
records pass.
"""
