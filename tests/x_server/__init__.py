"""A loopback X API with state, rules, faults and a bill: the ground of the connector's tests.

See `XServer`. Nothing here is shipped, and nothing here talks to the network.
"""

from .clock import Clock
from .faults import Fault, Faults
from .loading import generate, load_posts
from .messages import Exchange
from .records import Post, User
from .server import XServer
from .settings import Settings
from .world import World

__all__ = [
    "Clock", "Exchange", "Fault", "Faults", "Post", "Settings", "User", "World", "XServer",
    "generate", "load_posts",
]  # fmt: skip
