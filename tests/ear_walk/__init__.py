"""Walks the window by ear: has each control a name, and is each row heard as it is seen?"""
