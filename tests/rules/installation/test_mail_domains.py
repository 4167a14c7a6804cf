"""Address domains of a company: how they are read, and whom they let in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.installation import mail_domains

LABELS = st.from_regex(r"[a-z][a-z0-9]{0,9}", fullmatch=True)
DOMAINS = st.tuples(LABELS, LABELS).map(lambda labels: f"{'.'.join(labels)}.example")


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("", []),
        (" \n, ;", []),
        ("northgate.example", ["northgate.example"]),
        ("@Northgate.Example\r\nnorthgate.example", ["northgate.example"]),
        ("b.example, a.example;c.example", ["a.example", "b.example", "c.example"]),
        ("Bücher.example", ["xn--bcher-kva.example"]),
        ("xn--bcher-kva.example bücher.example", ["xn--bcher-kva.example"]),
    ],
)
def test_domains_are_read_one_by_one_in_small_ascii_letters(text: str, domains: list[str]) -> None:
    assert mail_domains.read(text) == domains


@pytest.mark.parametrize(
    "word",
    [
        "example",
        "a..example",
        "northgate.example.",
        "-a.example",
        "a_b.example",
        "eva@northgate.example",
        "@",
        "[192.0.2.1]",
        "*.example.com",
        "https://northgate.example",
        "<script>.example",
        f"{'a' * 64}.example",
    ],
)
def test_what_is_no_domain_is_named(word: str) -> None:
    with pytest.raises(mail_domains.Misread, match="is no domain such as"):
        mail_domains.read(f"northgate.example\n{word}")


def test_twenty_domains_are_the_most() -> None:
    many = [f"part{number}.example" for number in range(21)]
    assert len(mail_domains.read("\n".join([*many[:20], many[0]]))) == 20
    with pytest.raises(mail_domains.Misread, match="at most 20 domains; these are 21"):
        mail_domains.read("\n".join(many))


@pytest.mark.parametrize(
    ("allowed", "address", "comes_in"),
    [
        ([], "anybody@anywhere.example", True),
        (["northgate.example"], "eva@northgate.example", True),
        (["northgate.example"], "Eva@Northgate.Example", True),
        (["northgate.example"], "eva@mail.northgate.example", False),
        (["northgate.example"], "eva@notnorthgate.example", False),
        (["northgate.example"], "northgate.example@elsewhere.example", False),
        (["northgate.example"], "eva@northgate.example.elsewhere.example", False),
        (["northgate.example"], "northgate.example", False),
        (["northgate.example"], "", False),
        (["xn--bcher-kva.example"], "eva@bücher.example", True),
        (["xn--bcher-kva.example"], "eva@XN--BCHER-KVA.example", True),
        (["xn--bcher-kva.example"], "eva@bucher.example", False),
    ],
)
def test_an_address_comes_in_by_its_whole_domain(allowed: list[str], address: str, comes_in: bool) -> None:
    assert mail_domains.lets_in(allowed, address) is comes_in


@given(domains=st.sets(DOMAINS, min_size=1, max_size=5), other=DOMAINS)
def test_whatever_is_read_lets_exactly_its_own_addresses_in(domains: set[str], other: str) -> None:
    read = mail_domains.read("\n".join(domain.title() for domain in domains))
    assert all(mail_domains.lets_in(read, f"eva@{domain}") for domain in domains)
    assert mail_domains.lets_in(read, f"eva@{other}") is (other in domains)
    assert mail_domains.read("\n".join(read)) == read


@pytest.mark.parametrize(
    ("allowed", "words"),
    [
        (["northgate.example"], "addresses of northgate.example in."),
        (["b.example", "a.example"], "addresses of a.example or b.example in."),
        (
            ["a.example", "b.example", "xn--bcher-kva.example"],
            "addresses of a.example, b.example or bücher.example in.",
        ),
    ],
)
def test_the_refusal_names_the_domains_as_people_write_them(allowed: list[str], words: str) -> None:
    assert mail_domains.refusal("Northgate", allowed) == f"Northgate lets only {words}"
