"""Walks the window in a language: is every word translated, and is none of them cut?"""
