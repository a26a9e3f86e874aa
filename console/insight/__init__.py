"""Figures about the work: pure functions over rows; see `running.SECTIONS` for the questions.

Loads nothing by itself: the window needs some words of it long before a figure.
"""
