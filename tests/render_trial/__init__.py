"""The rendering trial: hostile texts and names through every view of a real window.

A listener on loopback counts who connects: nobody may. Nothing may be raised, warned of or
drawn as markup, the window keeps its form, and one turn of its loop stays short.
"""
