"""The only way out: one look-up, judged addresses, real certificates, bounded answers, and nothing while writing."""

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from govtracker import database
from govtracker.services.installation import fetching
from govtracker.services.installation.fetching import Unreachable

pytestmark = pytest.mark.database("sqlite")


class Answers(BaseHTTPRequestHandler):
    """What a hostile or broken server may say."""

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/moved" else 200)
        if self.path == "/moved":
            self.send_header("Location", "http://169.254.169.254/latest/meta-data")
        if self.path == "/bomb":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.path == "/drip":
            for _ in range(200):
                threading.Event().wait(0.05)
                self.wfile.write(b".")
        body = {"/bomb": gzip.compress(bytes(50_000_000)), "/large": bytes(fetching.LARGEST + 1)}
        self.wfile.write(body.get(self.path, b'{"well": true}'))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def served(context: ssl.SSLContext | None = None) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # whoever breaks off is what is tested
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def plain() -> Iterator[str]:
    for port in served():
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority of one's own that vouches for localhost: certificate and key in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ours")])
    today = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(today - timedelta(1)).not_valid_after(today + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    signed = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(
        key, hashes.SHA256()
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*form))
    return path


@pytest.fixture(scope="module")
def secure(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    yield from served(context)


@pytest.fixture
def inside(with_settings) -> Iterator[None]:
    """An installation that may ask this very machine."""
    with with_settings(OIDC_PLAIN_LOOPBACK="1", OIDC_INTERNAL_HOSTS="localhost"):
        yield


def fetched(address: str) -> requests.Response:
    with fetching.guarded(requests.Session()) as session:
        return session.get(address)


def test_answer_arrives_whatever_proxy_the_environment_names(inside, plain, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(f"{plain}/").json() == {"well": True}


@pytest.mark.parametrize(
    ("path", "says"), [("/moved", "another address"), ("/large", "more than"), ("/bomb", "more than")]
)
def test_redirect_and_flood_are_refused(inside, plain, path, says):
    with pytest.raises(Unreachable, match=says):
        fetched(plain + path)


def test_answer_that_drips_is_cut(inside, plain, monkeypatch):
    monkeypatch.setattr(fetching, "WHOLE_SECONDS", 0.3)
    with pytest.raises(Unreachable):
        fetched(f"{plain}/drip")


def test_certificate_counts_where_the_machine_trusts_who_signed_it(inside, secure, certificate, monkeypatch):
    with pytest.raises(Unreachable, match="certificate"):
        fetched(f"https://localhost:{secure}/")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetched(f"https://localhost:{secure}/").json() == {"well": True}


def test_certificate_has_to_be_of_the_name_that_was_asked(with_settings, secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with (
        with_settings(OIDC_INTERNAL_HOSTS="127.0.0.1"),
        pytest.raises(Unreachable, match="certificate"),
    ):
        fetched(f"https://127.0.0.1:{secure}/")


def test_name_is_looked_up_once_and_the_connection_goes_to_what_was_judged(in_app, monkeypatch):
    looked_up, reached = [], []

    def resolve(host, port, *_, **__):
        looked_up.append(host)
        address = "93.184.216.34" if len(looked_up) == 1 else "127.0.0.1"  # rebound between check and use
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address, **_):
        reached.append(address)
        raise OSError("nobody is asked in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable, match="does not answer"):
        fetched("https://login.example.com/")
    assert looked_up == ["login.example.com"]
    assert reached == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    "hidden", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:10.0.0.1", "fd00::1", "fe80::1%1"]
)
def test_name_that_leads_inside_among_others_is_not_asked_at_all(in_app, monkeypatch, hidden):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("93.184.216.34", hidden)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(Unreachable, match="OIDC_INTERNAL_HOSTS"):
        fetched("https://login.example.com/")


def test_this_machine_is_not_asked_unless_the_operator_said_so(in_app, plain):
    with pytest.raises(Unreachable, match="https://"):
        fetched(f"{plain}/")


def test_nothing_is_fetched_while_a_transaction_is_open(inside, plain):
    with database.transaction(), pytest.raises(RuntimeError, match="fetch first"):
        fetched(f"{plain}/")
