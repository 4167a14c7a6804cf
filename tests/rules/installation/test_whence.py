"""From where somebody comes, in words that say no more than they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.installation import whence


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("unix:", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_address_is_cut_to_its_network(address: str | None, network: str) -> None:
    assert whence.network(address) == network


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/19.0 Safari/605.1.15", "Safari on macOS"),
        ("curl/8.5.0", "curl"),
        ("", whence.UNKNOWN),
    ],
)
def test_browser_is_told_in_words(user_agent: str, words: str) -> None:
    assert whence.browser(user_agent) == words


@given(st.text())
def test_nothing_anybody_writes_gets_into_the_words(user_agent: str) -> None:
    names, systems = {words for _, words in whence.BROWSERS}, {words for _, words in whence.SYSTEMS}
    name, _, system = whence.browser(user_agent).partition(" on ")
    assert name in names | {whence.UNKNOWN}
    assert system in systems | {""}
