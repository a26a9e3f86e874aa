"""Customers who write while the server runs, so that a person sees an inbox fill."""

import random
import threading

from .world import World

_TEXTS = (
    "@{own} I called first, twenty minutes of music and then nothing. Is anyone there?",
    "@{own} the parcel says delivered. It is not at my door and not at the neighbours'.",
    "@{own} your app shows last month's bill & the one before, but not this one.",
    "@{own} thank you, the new charger came today and works!",
    "@{own} how do I change the address of an order that has not left yet?",
    "@{own} third time I ask: where is my refund? https://example.com/order/1182",
)
_NAMES = ("ada_fern", "ben_moss", "cleo_reed", "dan_ash", "eva_birch", "finn_sedge")


class LivePosts:
    """Adds a mention every `every_s` seconds until it is stopped."""

    def __init__(self, world: World, every_s: float, *, seed: int = 7) -> None:
        self._world = world
        self._every_s = every_s
        self._random = random.Random(seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-posts")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End and join."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        own = self._world.own.username
        while not self._stop.wait(self._every_s):
            text = self._random.choice(_TEXTS).format(own=own)
            self._world.add_post(self._random.choice(_NAMES), text)
