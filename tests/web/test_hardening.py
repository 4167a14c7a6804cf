"""What holds for every address: headers, tokens of forms, sizes, methods, and pages that give nothing away."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from govtracker.web.addresses import OWN_PATH
from govtracker.web.headers import ALWAYS, MAIL_POLICY, POLICY
from govtracker.web.intake import FIELDS, JSON_DEPTH
from tests.support.world import World

PUBLIC = "https://governance.example.com"
HTTPS = {"PUBLIC_URL": PUBLIC, "TRUSTED_HOSTS": "governance.example.com"}
# Whole blueprints that take a POST without a form's token, each with what is its proof.
WITHOUT_TOKEN = {
    "demo": "a request of the same site, and demo mode",
    "tasks": "its forms check their token themselves: pages with a secret address send none along to compare",
    "unsubscribe": "the signed address: mail programs post to it by themselves (RFC 8058)",
}


ASKED = (
    ("GET", "/sign-in", PUBLIC),
    ("GET", "/", PUBLIC),
    ("GET", "/no/such/page", PUBLIC),
    ("POST", "/sign-in", PUBLIC),
    ("GET", "/sign-in", "https://evil.example"),
    ("DELETE", "/sign-in", PUBLIC),
    ("TRACE", "/sign-in", PUBLIC),
    ("OPTIONS", "/sign-in", PUBLIC),
    ("HEAD", "/healthz", PUBLIC),
    ("GET", "/readyz", PUBLIC),
    ("GET", "/static/js/all.js", PUBLIC),
    ("GET", "/static/vendor/htmx.min.js", PUBLIC),
    ("GET", "/static/nothing.js", PUBLIC),
)


def test_every_answer_has_its_headers(make_app: Callable[..., Flask], world: World) -> None:
    client = make_app(**HTTPS).test_client()
    wanted = {name: [value] for name, value in ALWAYS.items()}
    for method, path, host in ASKED:
        answer = client.open(path, method=method, base_url=host, buffered=True)
        assert {name: answer.headers.getlist(name) for name in ALWAYS} == wanted, (method, path, host)
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000"), (method, path, host)
        if (answer.mimetype or "").startswith("text/"):
            assert answer.mimetype_params["charset"].lower().strip('"') == "utf-8"
        for cookie in answer.headers.getlist("Set-Cookie"):
            assert re.fullmatch(r"__Host-\S+; Secure; HttpOnly; Path=/; SameSite=Lax", cookie)
    assert client.get("/sign-in", base_url="https://evil.example").status_code == 400


def test_no_script_runs_but_ours() -> None:
    assert "unsafe" not in POLICY
    assert "script-src" not in MAIL_POLICY
    assert "allow-scripts" not in MAIL_POLICY
    for policy in (POLICY, MAIL_POLICY):
        assert {"default-src 'none'", "object-src 'none'"} <= set(policy.split("; "))


def test_a_post_without_the_forms_token_is_refused_everywhere(make_app: Callable[..., Flask], world: World) -> None:
    app = make_app()
    app.config["WTF_CSRF_ENABLED"] = True
    client = world.sign_in(app.test_client(), "client_spoc")
    rules = [rule for rule in app.url_map.iter_rules() if rule.methods and rule.methods - {"GET", "HEAD", "OPTIONS"}]
    assert len(rules) > 200
    taken = {
        rule.endpoint
        for rule in rules
        if not _asks_for_token(client, rule) and rule.endpoint.partition(".")[0] not in WITHOUT_TOKEN
    }
    assert not taken, f"They take a POST of any other site; a new exemption is named, with its proof, above: {taken}"


def _asks_for_token(client: FlaskClient, rule: Rule) -> bool:
    # Flask-WTF looks before the view does, whatever the address names.
    built = rule.build({name: _anything(rule._converters[name]) for name in rule.arguments})
    assert built is not None
    (method,) = (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    answer = client.open(built[1], method=method, data={"title": "x"})
    return answer.status_code == 400 and "This form was open too long" in answer.text


def _anything(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "x"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("a=" + "x" * 65_536, "application/x-www-form-urlencoded", 413),
        ("&".join(f"a{number}=" for number in range(7_000)), "application/x-www-form-urlencoded", 422),
        ("[" * 20_000, "application/json", 422),
        ('{"email": [1], "password": {}}', "application/json", 422),
        (b"x" * (1024 * 1024 + 1), "multipart/form-data; boundary=x", 413),
        (
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 1_001 + b"--x--",
            "multipart/form-data; boundary=x",
            413,
        ),
        (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x", 422),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 422),
        (b"<a/>", "application/xml", 422),
    ],
)
def test_a_stranger_sends_little(client: FlaskClient, body: str | bytes, kind: str, status: int) -> None:
    assert client.post("/sign-in", data=body, content_type=kind).status_code == status


def test_whoever_signed_in_sends_more_but_not_without_end(world: World) -> None:
    client = world.client("client_spoc")
    kind = "application/x-www-form-urlencoded"
    assert client.post("/r/MER/issues", data="description=" + "x" * 200_000, content_type=kind).status_code == 422
    assert client.post("/r/MER/issues", data="&" * FIELDS, content_type=kind).status_code == 413
    assert client.post("/r/MER/issues", data="a=" + "x" * 4 * 1024 * 1024, content_type=kind).status_code == 413


def test_json_nested_without_end_is_a_mistake_of_who_sends_it(make_app: Callable[..., Flask]) -> None:
    client = make_app(DEMO="1").test_client()
    deep = '{"a":' * (JSON_DEPTH + 1) + "1" + "}" * (JSON_DEPTH + 1)
    for body in ("[" * 60_000, deep, "{", "[]"):
        assert client.post("/demo/clock", data=body, content_type="application/json").status_code == 422


SPELLED = st.text(alphabet="/\\.:@?#%0929aehtp \t\r\n\x00evil.example", max_size=30)


@given(SPELLED | SPELLED.map("/".__add__) | SPELLED.map("//".__add__) | SPELLED.map("https:".__add__))
def test_only_our_own_pages_are_led_to(spelled: str) -> None:
    if OWN_PATH.fullmatch(spelled):
        for as_browsers_read in (spelled, re.sub(r"[\t\r\n]", "", spelled).replace("\\", "/")):
            parts = urlsplit(f"{PUBLIC}{as_browsers_read}")
            assert (parts.scheme, parts.netloc) == ("https", "governance.example.com")
            assert not as_browsers_read.startswith("//")
            assert as_browsers_read.startswith("/")


def test_signing_in_leads_to_no_other_site(world: World) -> None:
    for elsewhere in (
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "https:evil.example",
        "https://evil.example",
    ):
        led = world.client("client_spoc").get("/sign-in", query_string={"next": elsewhere})
        assert led.headers["Location"] == "/"


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_asking_about_a_page_says_nothing_more_than_the_page(world: World, method: str) -> None:
    client = world.client("other_supplier_spoc")
    assert client.open("/r/MER/issues", method=method).data == b""
    assert client.head("/r/MER/issues").status_code == 404


def test_what_breaks_is_told_without_how(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(**HTTPS)
    app.testing = False
    monkeypatch.setattr("govtracker.web.errors.render_template", lambda *_, **__: 1 / 0)
    answer = app.test_client().get("/no/such/page", base_url=PUBLIC)
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "ZeroDivision" not in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY
