"""A bounded load generator for a server on this machine: some clients, a fixed number of requests, nothing more."""

import http.client
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from statistics import quantiles
from urllib.parse import urlencode

HOST = "127.0.0.1"
PATIENCE = 60  # seconds for one answer
PATIENCE_OF_SERVER = 1  # seconds a connection may rest; gunicorn waits two
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back; `location` is where a redirect leads."""

    status: int
    body: bytes
    location: str = ""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Client:
    """A browser's side of one connection that stays open, with its cookies."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}
        self._rested_since = 0.0
        self.token = ""

    def get(self, path: str) -> Answer:
        """The answer to GET."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """The answer to a form, sent with the token of the last form opened."""
        body = urlencode({**fields, "csrf_token": self.token}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def open_form(self, path: str) -> None:
        """Look at a page with a form, as everybody does who sends one."""
        found = TOKEN.search(self.get(path).text)
        if found is None:
            raise RuntimeError(f"There is no form on {path}.")
        self.token = found[1]

    def sign_in(self, email: str, password: str) -> None:
        """Through the door, like anybody; whoever was signed in before is forgotten."""
        self._cookies.clear()
        self.open_form("/sign-in")
        answer = self.post("/sign-in", {"email": email, "password": password})
        if answer.status != 303:
            raise RuntimeError(f"Signing in answered {answer.status}.")
        self.open_form("/")

    def cookies(self) -> str:
        """What it sends along, as the header has it."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def dial(self) -> None:
        """Begin a connection anew, before the server closes one that rests for long."""
        self._connection.close()
        self._connection.connect()
        self._rested_since = time.monotonic()

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if time.monotonic() - self._rested_since > PATIENCE_OF_SERVER:
            self.dial()
        cookies = self.cookies()
        self._connection.request(method, path, body or None, {**headers, **({"Cookie": cookies} if cookies else {})})
        response = self._connection.getresponse()
        content = response.read()
        self._rested_since = time.monotonic()
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return Answer(response.status, content, response.headers.get("Location", ""))


@dataclass(frozen=True)
class Sample:
    """What a number of requests took: seconds each, seconds in all, the server's seconds of CPU, what went wrong."""

    latencies: tuple[float, ...]
    seconds: float
    errors: tuple[str, ...] = ()
    cpu: float = 0.0

    def __add__(self, other: "Sample") -> "Sample":
        return Sample(
            self.latencies + other.latencies,
            self.seconds + other.seconds,
            self.errors + other.errors,
            self.cpu + other.cpu,
        )

    @property
    def cost(self) -> float:
        """Milliseconds of CPU a request took of the server, whatever else the machine did."""
        return 1000 * self.cpu / len(self.latencies)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, which: int) -> float:
        """Milliseconds within which `which` of 100 requests were answered."""
        return 1000 * quantiles(self.latencies, n=100, method="inclusive")[which - 1]


NOTHING = Sample((), 0.0)


def drive(clients: Sequence[Client], ask: Callable[[Client], Answer], *, requests: int, expected: int) -> Sample:
    """`requests` requests shared out among the clients, each asking again as soon as it is answered."""
    latencies: list[float] = []
    errors: list[str] = []
    start = threading.Barrier(len(clients) + 1)

    def work(client: Client) -> None:
        start.wait()
        for _ in range(requests // len(clients)):
            began = time.perf_counter()
            try:
                status = ask(client).status
            except (OSError, http.client.HTTPException) as error:
                errors.append(repr(error))
                client.close()
                continue
            latencies.append(time.perf_counter() - began)
            if status != expected:
                errors.append(f"answered {status}, not {expected}")

    for client in clients:
        client.dial()
    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return Sample(tuple(latencies), time.perf_counter() - began, tuple(errors))
