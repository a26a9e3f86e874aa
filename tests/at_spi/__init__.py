"""The window as a screen reader finds it: over AT-SPI, from another process."""
