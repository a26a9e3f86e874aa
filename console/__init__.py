"""Canary Desk's core: everything but the window. No Qt, no globals, time passed in."""
