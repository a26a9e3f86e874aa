"""HTTP on loopback: sockets, threads, and how an answer leaves (whole, cut or not at all)."""

import ipaddress
import json
import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import override

from .messages import Answer, Request

Respond = Callable[[Request], Answer]


class LoopbackHttp(ThreadingHTTPServer):
    """A threading server that binds loopback only and knows its open connections.

    `stop` ends it: waits of faults are interrupted, connections shut, threads joined.
    """

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, host: str, port: int, respond: Respond, stop: threading.Event) -> None:
        check_loopback(host)
        self.respond = respond
        self.failures: list[BaseException] = []
        self._stopping = stop
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__((host, port), _Handler)

    def opened(self, connection: socket.socket) -> None:
        """Note a connection; one that comes while the server stops is shut at once."""
        with self._open_lock:
            self._open.add(connection)
            if self._stopping.is_set():
                _shut(connection)

    def closed(self, connection: socket.socket) -> None:
        """Forget a connection."""
        with self._open_lock:
            self._open.discard(connection)

    def stop(self) -> None:
        """End serving. Called from another thread than the one that serves."""
        self._stopping.set()
        self.shutdown()
        with self._open_lock:
            for connection in self._open:
                _shut(connection)
        self.server_close()

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Keep what broke in a handler; a client that went away is no failure."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.failures.append(error)


def check_loopback(host: str) -> None:
    """Raise ValueError for an address that others could reach."""
    if not ipaddress.IPv4Address(host).is_loopback:
        raise ValueError(f"{host} is not a loopback address")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "loopback-x"
    # Headers and body leave in one segment: Nagle's algorithm and delayed acknowledgements would
    # hold the second one back for 40 ms.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: LoopbackHttp

    @override
    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    @override
    def finish(self) -> None:
        self.server.closed(self.connection)
        try:
            super().finish()
        except OSError:
            self.close_connection = True

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the request log is `XServer.requests`."""

    def _serve(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length)
        if len(body) < length:
            # The client died on the way: X never gets to see half a request.
            self.close_connection = True
            return
        request = Request(self.command, path, query, headers, body)
        try:
            answer = self.server.respond(request)
        except Exception:
            self.close_connection = True
            raise
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        if answer.delivery == "dropped":
            self.close_connection = True
            _shut(self.connection)
            return
        body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        headers = {"content-type": answer.content_type, "content-length": str(len(body))}
        headers |= answer.headers
        if answer.delivery == "unframed":
            self.close_connection = True  # its end is the end of the body
            del headers["content-length"]
        headers.setdefault("date", self.date_time_string())
        self.send_response_only(answer.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if answer.delivery == "cut":
            self.close_connection = True
            body = body[: len(body) // 2]
        self.wfile.write(body)
        self.wfile.flush()

    do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = _serve  # noqa: N815  # http.server's names


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the client was faster
