"""One run: every page of every world, in turns with a reference page, so that noise of the machine meets all alike."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from statistics import median

from benchmarks import counting, pages, served
from benchmarks.counting import InProcess
from benchmarks.grounds import Ground
from benchmarks.load import HOST, NOTHING, Client, Sample, drive
from benchmarks.pages import Page
from benchmarks.served import Served
from benchmarks.world import World

CLIENTS = (1, 8)
WARM_UP = 16


@dataclass(frozen=True)
class Pace:
    """How long one looks: rounds of a page, and the requests of a round with one client and with eight."""

    rounds: int
    requests: dict[int, int]


THOROUGH = Pace(7, {1: 40, 8: 80})
BRIEF = Pace(3, {1: 20, 8: 40})


@dataclass
class Desk:
    """A signed-in person's clients at one server."""

    server: Served
    clients: list[Client]
    world: World | None = None

    def run(self, page: Page, *, clients: int, requests: int) -> Sample:
        """Requests of one page by some of the clients."""
        before = self.server.cpu()
        sample = drive(self.clients[:clients], page.ask, requests=requests, expected=page.expected)
        return replace(sample, cpu=self.server.cpu() - before)


@dataclass
class Figures:
    """What a page came to in one world; samples and the rates of each round are by number of clients."""

    page: Page
    statements: int = 0
    size: int = 0
    samples: dict[int, Sample] = field(default_factory=lambda: dict.fromkeys(CLIENTS, NOTHING))
    rounds: dict[int, list[Sample]] = field(default_factory=lambda: {clients: [] for clients in CLIENTS})

    def note(self, clients: int, sample: Sample) -> None:
        """One more round."""
        self.samples[clients] += sample
        self.rounds[clients].append(sample)

    @property
    def errors(self) -> list[str]:
        """What went wrong."""
        return [error for sample in self.samples.values() for error in sample.errors]


@dataclass
class Run:
    """All figures: by page, then by number of issues; references by page; memory in MB by number of issues."""

    found: dict[str, dict[int, Figures]] = field(default_factory=dict)
    references: dict[str, Figures] = field(default_factory=dict)
    memory: dict[int, dict[str, float]] = field(default_factory=dict)
    beside: dict[str, list[Sample]] = field(default_factory=dict)

    @property
    def errors(self) -> list[str]:
        """What went wrong, page by page."""
        every = [(figures.page.name, figures.errors) for sizes in self.found.values() for figures in sizes.values()]
        every += [(name, figures.errors) for name, figures in self.references.items()]
        return [f"{name}: {error}" for name, errors in every for error in errors]

    def growth(self, name: str) -> float | None:
        """How many times as long a page takes in the largest world as in the smallest: the median round."""
        sizes = self.found[name]
        if len(sizes) < 2:
            return None
        small, large = (sizes[size].rounds[1] for size in (min(sizes), max(sizes)))
        return median(b.percentile(50) / a.percentile(50) for a, b in zip(small, large, strict=True))

    def of_reference(self, name: str) -> float:
        """Requests a second as a part of those of the 50 plain rows, both in the largest world: the median round."""
        sizes = self.found[name]
        rates = [sample.rate for sample in sizes[max(sizes)].rounds[8]]
        return median(rate / plain.rate for rate, plain in zip(rates, self.beside[name], strict=True))


def measure(grounds: Sequence[Ground], pace: Pace) -> Run:
    """Serve every world and ask for every page."""
    run = Run()
    with ExitStack() as stack:
        desks = {ground.size: _desk(stack, ground) for ground in grounds}
        largest = max(grounds, key=lambda ground: ground.size)
        plain = _reference(stack, largest)
        every = {ground.size: _pages(desks[ground.size], ground) for ground in grounds}
        for ground in grounds:
            for page in every[ground.size]:
                run.found.setdefault(page.name, {})[ground.size] = _first_look(ground, page)
        for page in (pages.HELLO, pages.ROWS):
            run.references[page.name] = Figures(page, size=len(page.ask(plain.clients[0]).body))
            _turns([(plain, run.references[page.name])], None, pace)
        for name, sizes in run.found.items():
            run.beside[name] = _turns([(desks[size], sizes[size]) for size in sizes], plain, pace)
        run.memory = {size: desk.server.memory() for size, desk in desks.items()}
    return run


def _pages(desk: Desk, ground: Ground) -> list[Page]:
    """The pages of a world; its connection has rested while the others were made."""
    desk.clients[0].dial()
    return pages.of(desk.clients[0], ground.world)


def _turns(desks: Sequence[tuple[Desk, Figures]], plain: Desk | None, pace: Pace) -> list[Sample]:
    """Rounds of a page in all worlds; the rounds of 50 plain rows by eight clients that came between them."""
    beside = []
    for desk, figures in desks:
        desk.run(figures.page, clients=max(CLIENTS), requests=WARM_UP)
    for turn in range(pace.rounds):
        for clients in CLIENTS:
            for desk, figures in desks if turn % 2 else reversed(desks):
                figures.note(clients, desk.run(figures.page, clients=clients, requests=pace.requests[clients]))
        if plain:
            beside.append(plain.run(pages.ROWS, clients=max(CLIENTS), requests=pace.requests[max(CLIENTS)]))
    return beside


def _first_look(ground: Ground, page: Page) -> Figures:
    browser = InProcess(ground.app, ground.world)
    answer = page.ask(browser)
    return Figures(page, counting.statements(ground.app, browser, page), len(answer.body))


def _desk(stack: ExitStack, ground: Ground) -> Desk:
    server = stack.enter_context(served.serve("product", ground.environ, ground.log))
    clients = [stack.enter_context(closing(Client(server.port))) for _ in range(max(CLIENTS))]
    for client in clients:
        client.sign_in(ground.world.email, ground.world.password)
    return Desk(server, clients, ground.world)


def _reference(stack: ExitStack, ground: Ground) -> Desk:
    port = served.free_port()
    environ = {**ground.environ, "PORT": str(port), "PUBLIC_URL": f"http://{HOST}:{port}"}
    server = stack.enter_context(served.serve("reference", environ, ground.log.with_name("reference.log")))
    return Desk(server, [stack.enter_context(closing(Client(port))) for _ in range(max(CLIENTS))])
