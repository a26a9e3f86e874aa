"""What the desk's own rules and mutes say of a post that comes in; pure.

Reads no file, no clock and no store: the store hands over posts, rules and mutes.
"""
