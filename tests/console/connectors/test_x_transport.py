from __future__ import annotations

import datetime as dt
import gzip
import ipaddress
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from console.connectors import x_transport
from console.connectors.x import XConnector
from console.connectors.x_address import checked_api_url
from console.connectors.x_auth import XCredentials
from console.connectors.x_transport import Timeouts
from console.domain.remote import NewPost
from console.errors import BadAnswer, InputError, NoAnswer, Offline
from tests.console.connectors.x_net import receive_request, x_net

KEYS = XCredentials("a", "b", "c", "d")
ME = b'{"data": {"id": "7", "username": "shop", "name": "Shop"}}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "url",
    [
        "https://api.x.com",
        "https://proxy.example:8443/x/",
        "http://127.0.0.1:8080",
        "http://127.8.9.1",
        "http://localhost:9",
        "http://LOCALHOST.:9",
        "http://[::1]:9",
        " https://api.x.com/ ",
    ],
)
def test_https_and_this_machine_may_stand_for_x(url: str) -> None:
    assert checked_api_url(url) == url.strip().rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.x.com",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://0.0.0.0",
        "http://[::ffff:10.0.0.1]",
        "http://2130706433.example",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "127.0.0.1:80",
        "//127.0.0.1",
        "https://",
        "https:///2",
        "https://user:word@api.x.com",
        "http://127.0.0.1@api.x.com",
        "https://api.x.com/?a=b",
        "https://api.x.com/#x",
        "https://api.x.com:port",
        "https://[::1",
        "https://api.x.com/a b",
        "https://api\t.x.com",
        "",
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        XConnector(KEYS, api_url=url)


@pytest.fixture
def serve() -> Iterator[Callable[..., int]]:
    """`serve(answer, tls=None, drip_s=0)` answers one connection; the port is returned."""
    threads: list[threading.Thread] = []

    def start(answer: list[bytes], tls: ssl.SSLContext | None = None, drip_s: float = 0) -> int:
        server = socket.create_server(("127.0.0.1", 0))
        server.settimeout(30)

        def run() -> None:
            with server:
                client, _ = server.accept()
                client.settimeout(30)
                try:
                    if tls is not None:
                        client = tls.wrap_socket(client, server_side=True)
                    receive_request(client)
                    for part in answer:
                        client.sendall(part)
                        time.sleep(drip_s)
                except OSError:
                    pass  # the client hung up, as several tests want
                finally:
                    client.close()

        threads.append(threading.Thread(target=run))
        threads[-1].start()
        return int(server.getsockname()[1])

    yield start
    for thread in threads:
        thread.join()


@pytest.fixture
def connect() -> Iterator[Callable[..., XConnector]]:
    made: list[XConnector] = []

    def start(port: int, scheme: str = "http", whole_s: float = 40) -> XConnector:
        timeouts = Timeouts(connect_s=20, read_s=20, whole_s=whole_s)
        made.append(XConnector(KEYS, api_url=f"{scheme}://127.0.0.1:{port}", timeouts=timeouts))
        return made[-1]

    yield start
    for connector in made:
        connector.close()


def sized(body: bytes, *headers: bytes) -> bytes:
    return b"%s%s\r\n\r\n%s" % (
        HEAD,
        b"\r\n".join([b"Content-Length: %d" % len(body), *headers]),
        body,
    )


Serve = Callable[..., int]
Connect = Callable[..., XConnector]


def test_a_packed_answer_is_unpacked(serve: Serve, connect: Connect) -> None:
    port = serve([sized(gzip.compress(ME), b"Content-Encoding: gzip")])
    assert connect(port).whoami().handle == "shop"


def test_an_answer_in_chunks_is_put_together(serve: Serve, connect: Connect) -> None:
    chunks = [HEAD + b"Transfer-Encoding: chunked\r\n\r\n"]
    chunks += [b"%x\r\n%s\r\n" % (len(part), part) for part in (ME[:9], ME[9:])]
    assert connect(serve([*chunks, b"0\r\n\r\n"])).whoami().handle == "shop"


def test_chunks_that_end_too_early_are_no_answer(serve: Serve, connect: Connect) -> None:
    port = serve([HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"ff\r\n" + ME])
    with pytest.raises(NoAnswer) as raised:
        connect(port).publish(NewPost("Hello", None))
    assert raised.value.maybe_done


@pytest.mark.parametrize("packed", [True, False])
def test_an_endless_answer_is_given_up(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    monkeypatch.setattr(x_transport, "MAX_BODY_BYTES", 1_000_000)
    if packed:
        packer = zlib.compressobj(wbits=31)
        body = b"".join(packer.compress(b" " * 1_000_000) for _ in range(50)) + packer.flush()
        assert len(body) < 100_000
        answer = [sized(body, b"Content-Encoding: gzip")]
    else:
        answer = [HEAD + b"\r\n"] + [b" " * 100_000] * 50
    with pytest.raises(BadAnswer, match="longer") as raised:
        connect(serve(answer)).publish(NewPost("Hello", None))
    assert raised.value.maybe_done


def test_what_is_packed_wrongly_is_a_bad_answer(serve: Serve, connect: Connect) -> None:
    with pytest.raises(BadAnswer):
        connect(serve([sized(b"no gzip at all", b"Content-Encoding: gzip")])).whoami()


def test_an_answer_that_drips_is_given_up_in_the_end(serve: Serve, connect: Connect) -> None:
    port = serve([HEAD + b"Content-Length: 999\r\n\r\n", *[b" "] * 30], drip_s=0.05)
    with pytest.raises(NoAnswer, match="in time") as raised:
        connect(port, whole_s=0.5).publish(NewPost("Hello", None))
    assert raised.value.maybe_done


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"a": ' * 100_000, b"1" * 10_000, b"\xff\xfe\x00", b"", b"null", b"NaN",
     b'{"data": {"id": ' + b"9" * 5000 + b"}}"],
    ids=["deep list", "deep object", "long number", "no text", "empty", "null", "nan", "long id"],
)  # fmt: skip
def test_json_that_makes_no_sense_is_a_bad_answer(
    serve: Serve, connect: Connect, body: bytes
) -> None:
    with pytest.raises(BadAnswer) as raised:
        connect(serve([sized(body)])).publish(NewPost("Hello", None))
    assert raised.value.maybe_done


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert connect(serve([sized(ME)])).whoami().handle == "shop"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


def context(certificate: Path) -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    return tls


def test_a_server_that_cannot_prove_itself_gets_nothing(
    serve: Serve, connect: Connect, certificate: Path
) -> None:
    port = serve([sized(ME)], context(certificate))
    with pytest.raises(Offline, match="prove") as raised:
        connect(port, "https").publish(NewPost("Hello", None))
    assert not raised.value.maybe_done


def test_a_server_without_tls_gets_nothing(serve: Serve, connect: Connect) -> None:
    with pytest.raises(Offline) as raised:
        connect(serve([sized(ME)]), "https").publish(NewPost("Hello", None))
    assert not raised.value.maybe_done


def test_a_tls_connection_dropped_after_the_request_leaves_it_open(
    serve: Serve, connect: Connect, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with pytest.raises(NoAnswer) as raised:
        connect(serve([], context(certificate)), "https").publish(NewPost("Hello", None))
    assert raised.value.maybe_done


def test_a_path_in_front_of_the_api_is_kept(serve: Serve) -> None:
    seen: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with server:
            client, _ = server.accept()
            with client:
                seen.append(receive_request(client))
                client.sendall(sized(ME))

    thread = threading.Thread(target=run)
    thread.start()
    port = server.getsockname()[1]
    connector = XConnector(KEYS, api_url=f"http://127.0.0.1:{port}/mirror/")
    connector.whoami()
    connector.close()
    thread.join()
    assert seen[0].startswith(b"GET /mirror/2/users/me?user.fields=")
    assert f"\r\nHost: 127.0.0.1:{port}\r\n".encode() in seen[0]


def test_a_connector_does_nothing_before_it_is_asked() -> None:
    with x_net() as net:
        net.connector()
        assert net.server.requests == ()


def test_nothing_outside_the_x_modules_brings_tweepy_in() -> None:
    code = (
        "import sys, console.connectors.base, console.connectors.memory\n"
        "assert not {'tweepy', 'requests', 'urllib3'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
