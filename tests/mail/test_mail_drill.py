"""The drill of killed senders, small: real processes, a server that fails by chance."""

import pytest

from benchmarks.drills import mail
from tests.support.smtp import Mischief, Sink


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_killed_senders_lose_nothing_and_repeat_only_what_is_marked(kind: str) -> None:
    with mail.ground(kind, Sink(mischief=Mischief(seed=7), honours=mail.HEADER)) as (app, server):
        figures = mail.rehearse(app, server, mails=60, kills=10, seed=7)
    assert not mail.is_bad(figures), figures
    assert figures["delivered"] + figures["refused"] + figures["held"] >= figures["mails"]
