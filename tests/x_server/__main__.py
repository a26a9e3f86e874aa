"""`python -m tests.x_server`: the loopback X API for a person, until SIGINT or SIGTERM."""

import argparse
import datetime as dt
import json
import signal
import threading
from pathlib import Path

from .live import LivePosts
from .loading import generate, load_posts
from .server import XServer
from .world import World


def main() -> None:
    """Serve until a signal comes. The first line of output is JSON: url and credentials."""
    arguments = _arguments()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    server = XServer(
        _world(arguments), port=arguments.port, vocabulary=arguments.vocabulary,
        self_reply=arguments.self_reply,
    )  # fmt: skip
    with server as x:
        print(json.dumps({"url": x.url, "credentials": x.credentials}), flush=True)
        live = LivePosts(x.world, arguments.seed_live) if arguments.seed_live else None
        if live is not None:
            live.start()
        while not stop.wait(0.5):  # Windows lets a signal through only between waits
            pass
        if live is not None:
            live.stop()


def _world(arguments: argparse.Namespace) -> World:
    if arguments.posts is not None:
        newest_at = dt.datetime.now(dt.UTC) if arguments.recent else None
        return load_posts(arguments.posts, arguments.own, newest_at=newest_at)
    world = World(arguments.own)
    generate(world, arguments.generate)
    return world


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.x_server", description=__doc__)
    parser.add_argument("--posts", type=Path, metavar="FILE", help="posts to serve, as JSON")
    parser.add_argument("--generate", type=int, default=0, metavar="N",
                        help="without --posts: make up N posts")  # fmt: skip
    parser.add_argument("--recent", action="store_true",
                        help="move the file's posts so that the newest is of now")  # fmt: skip
    parser.add_argument("--as", dest="own", required=True, metavar="HANDLE")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--vocabulary", choices=("old", "new"), default="old")
    parser.add_argument("--self-reply", choices=("allowed", "refused"), default="refused")
    parser.add_argument("--seed-live", type=float, default=0.0, metavar="SECONDS")
    return parser.parse_args()


if __name__ == "__main__":
    main()
