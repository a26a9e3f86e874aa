"""A loopback X API with state, rules, faults and a bill: the ground of the connector's tests.

Nothing here is shipped, and nothing here talks to the network::

    world = World("shop", now=Clock(start))  # or load_posts(file, "shop"), generate(world, n)
    with XServer(world, self_reply="allowed") as x:
        mention = x.world.add_post("ada", "@shop where is my parcel?")
        x.faults.add(Fault.accept_then_drop(), method="POST", path="/2/tweets")
        ...  # drive x.url with x.credentials
        assert x.requests[-1].created_id and x.billing.counts["summoned_reply"] == 1

`client` holds a requests adapter that sends X's public hosts here; `control` works from other
processes; `python -m tests.x_server --help` is for a person. Search and counts go `search_days`
back; counts take the token that `POST /oauth2/token` gives an app (`app_token`). Each module names
the source of the rules it keeps; what nobody could check live is marked (unverified).
"""

from .clock import Clock
from .faults import Fault, Faults
from .loading import generate, load_posts
from .messages import Exchange
from .records import Media, Post, User
from .server import XServer
from .settings import Settings
from .world import World

__all__ = [
    "Clock", "Exchange", "Fault", "Faults", "Media", "Post", "Settings", "User", "World", "XServer",
    "generate", "load_posts",
]  # fmt: skip
