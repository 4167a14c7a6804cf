"""Imports only point down; what each layer may not know, it does not import."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "govtracker"
LAYERS = (
    ("config", "clock"),
    ("enums",),
    ("rules", "access"),
    ("database", "altering", "storage", "keeping"),
    ("models",),
    ("queries",),
    ("charts",),
    ("documents",),
    ("mail",),
    ("services",),
    ("imports", "exports"),
    ("demonstration",),
    ("jobs",),
    ("demo_clock",),
    ("web",),
    ("worker", "logs"),
    ("cli", "serving"),
    ("__init__",),
)
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}
PURE = ("rules", "access", "enums")
NOT_PURE = ("flask", "sqlalchemy", "govtracker.clock", "werkzeug")
SQL = ("database", "altering", "models", "queries")


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything a module imports at its top or inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    own = layer(path)
    assert own in HEIGHT, f"{path}: give the new layer {own!r} its height in LAYERS of this test."
    for line, name in imported(path):
        parts = name.split(".")
        if parts[0] != "govtracker" or len(parts) < 2 or parts[1] not in HEIGHT or parts[1] == own:
            continue
        lower = HEIGHT[parts[1]] < HEIGHT[own]
        known = own == "database" and parts[1] == "config"
        assert lower or known, (
            f"{path.relative_to(ROOT)}:{line} imports {name}, which stands beside or above {own!r}. "
            "Move what is needed down, or hand it over as an argument."
        )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_pure_layers_know_neither_web_nor_database_nor_time(path: Path) -> None:
    if layer(path) not in PURE:
        return
    for line, name in imported(path):
        assert not name.startswith(NOT_PURE), (
            f"{path.relative_to(ROOT)}:{line} imports {name}: rules take values (the instant too) and return values."
        )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_database_models_and_queries_speak_sql(path: Path) -> None:
    if layer(path) in SQL:
        return
    for line, name in imported(path):
        assert not name.startswith(("sqlalchemy", "alembic")), (
            f"{path.relative_to(ROOT)}:{line} imports {name}: ask a function in govtracker/queries/ instead."
        )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_loaded_by_a_bare_id(path: Path) -> None:
    """session.get(Model, id) outside queries would skip what a person may see."""
    if layer(path) in ("queries", "database"):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        of_session = isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "session"
        assert not (of_session and node.func.attr in ("get", "get_one", "query")), (
            f"{path.relative_to(ROOT)}:{node.lineno} loads by a bare id: use a function of govtracker/queries/ "
            "that starts from what the person may see."
        )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_clock_asks_the_time(path: Path) -> None:
    if layer(path) == "clock":
        return
    source = path.read_text(encoding="utf-8")
    for call in ("datetime.now(", "datetime.utcnow(", "date.today(", "time.time("):
        assert call not in source, f"{path.relative_to(ROOT)} asks the time: use govtracker.clock, or take `at`."


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_transaction_commits(path: Path) -> None:
    if layer(path) == "database":
        return
    assert ".commit()" not in path.read_text(encoding="utf-8"), (
        f"{path.relative_to(ROOT)} commits: database.transaction() is the only commit."
    )


def test_every_module_says_what_lives_there() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in modules()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent, f"Give these modules a docstring of one line: {silent}"
