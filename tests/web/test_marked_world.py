"""What holds in the marked world holds on the other database: one visit there, by the heads of both sides."""

import pytest
import time_machine
from flask import Flask

from tests.support import marked, marked_house, traced
from tests.web.test_canary import everybody_stays_with_their_own
from tests.web.test_loaders import everybody_finds_their_own

pytestmark = pytest.mark.timeout(900)
AGAIN = ["client_spoc", "supplier_spoc"]  # each a stranger to the other's own, and to all of CAS


@pytest.mark.database("postgresql")
def test_nobody_meets_or_finds_what_is_not_theirs_there_either(app: Flask) -> None:
    with time_machine.travel(marked.NOW, tick=False):
        house = marked_house.visited(app, AGAIN)
        traced.found.clear()  # a scene is set here; whether jobs leave events is held where they are tested
        everybody_stays_with_their_own(house)
        everybody_finds_their_own(house.world)
