"""The drill that lets scanners loose says when they did not get in, and asks for each parameter once."""

from typing import Any

import pytest

from benchmarks.drills import _scanners, scans

FLOOR = scans.SIDES["client"].floor
GOOD: dict[str, Any] = {
    "side": "client",
    "endpoints": FLOOR,
    "alive": True,
    "sign_outs": 0,
    "findings": 0,
    "errors": 0,
}
HOLE: dict[str, Any] = {"side": scans.HOLE, "wapiti": dict.fromkeys(scans.PLANTED, 1), "sqlmap": {"injectable": 1}}


@pytest.mark.parametrize(
    ("figures", "bad"),
    [
        (GOOD, False),
        (GOOD | {"endpoints": FLOOR - 1}, True),
        (GOOD | {"alive": False}, True),
        (GOOD | {"sign_outs": 1}, True),
        (GOOD | {"findings": 1}, True),
        (GOOD | {"errors": 1}, True),
        (HOLE, False),
        (HOLE | {"wapiti": {"SQL Injection": 1}}, True),
        (HOLE | {"sqlmap": {}}, True),
    ],
)
def test_green_needs_proof_of_reach_and_a_hole_that_was_found(figures: dict[str, Any], bad: bool) -> None:
    assert scans.is_bad(figures) is bad


def line(method: str, endpoint: str, *names: str, status: int = 200, path: str = "/a") -> dict[str, Any]:
    fields = [(name, "1") for name in names]
    query, form = (fields, []) if method == "GET" else ([], fields)
    return {"method": method, "endpoint": endpoint, "path": path, "query": query, "form": form, "status": status}


def test_each_parameter_of_each_endpoint_is_tried_once() -> None:
    wide, narrow = line("GET", "issues.index", "q", "state"), line("GET", "issues.index", "q")
    form, file = line("POST", "issues.create", "q"), line("GET", "static", "v")
    assert scans.distinct([narrow, wide, form, file, line("GET", "work.show")]) == [form, wide]


def test_reach_counts_pages_answered_not_files_nor_refusals() -> None:
    lines = [
        line("GET", "issues.show", path="/1"),
        line("GET", "issues.show", path="/2"),
        line("GET", "issues.show", status=404, path="/3"),
        line("GET", "static", path="/4"),
        line("POST", "issues.create", status=422),
    ]
    assert scans.reach(lines) == {"pages": 2, "endpoints": 1, "forms": 1}


def test_scanners_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("WAPITI", "/nowhere/wapiti")
    monkeypatch.setenv("SQLMAP", "/nowhere/sqlmap")
    assert scans.main([]) == 3
    assert "wapiti: pip install wapiti3" in capsys.readouterr().out


def test_a_request_is_handed_on_with_cookie_and_form(tmp_path: Any) -> None:
    target = _scanners.Target("http://127.0.0.1:1", "session=x", tmp_path, ("/",))
    text = _scanners._as_proxied(target, line("POST", "issues.create", "title"))
    assert "POST /a HTTP/1.1\nHost: 127.0.0.1:1\nCookie: session=x\n" in text
    assert "\n\ntitle=1\n" in text
