"""Imports only point down; what each layer may not know, it does not import."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

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


@functools.cache
def modules() -> dict[Path, tuple[str, ast.Module]]:
    """Every module of the product: its source, and what it says."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    return {path: (source, ast.parse(source)) for path, source in sources.items()}


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def outside(*layers: str) -> Iterator[tuple[Path, str, ast.Module]]:
    """The modules of all other layers."""
    return ((path, *module) for path, module in modules().items() if layer(path) not in layers)


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything a module imports at its top or inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_every_layer_has_its_height() -> None:
    unknown = {layer(path) for path in modules()} - HEIGHT.keys()
    assert not unknown, f"Give these layers their height in LAYERS of this test: {unknown}"


def test_imports_point_down() -> None:
    wrong = []
    for path, (_, tree) in modules().items():
        own = layer(path)
        for line, name in imported(tree):
            parts = name.split(".")
            if parts[0] != "govtracker" or len(parts) < 2 or parts[1] not in HEIGHT or parts[1] == own:
                continue
            known = own == "database" and parts[1] == "config"
            if HEIGHT[parts[1]] >= HEIGHT[own] and not known:
                wrong.append(f"{place(path, line)} imports {name}, which stands beside or above {own!r}")
    assert not wrong, f"Move what is needed down, or hand it over as an argument: {wrong}"


def test_pure_layers_know_neither_web_nor_database_nor_time() -> None:
    wrong = [
        f"{place(path, line)} imports {name}"
        for path, (_, tree) in modules().items()
        if layer(path) in PURE
        for line, name in imported(tree)
        if name.startswith(NOT_PURE)
    ]
    assert not wrong, f"Rules take values (the instant too) and return values: {wrong}"


def test_only_database_models_and_queries_speak_sql() -> None:
    wrong = [
        f"{place(path, line)} imports {name}"
        for path, _, tree in outside(*SQL)
        for line, name in imported(tree)
        if name.startswith(("sqlalchemy", "alembic"))
    ]
    assert not wrong, f"Ask a function in govtracker/queries/ instead: {wrong}"


def test_nothing_is_loaded_by_a_bare_id() -> None:
    """session.get(Model, id) outside queries would skip what a person may see."""
    wrong = [
        place(path, node.lineno)
        for path, _, tree in outside("queries", "database")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("get", "get_one", "query")
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "session"
    ]
    assert not wrong, f"Use a function of govtracker/queries/ that starts from what the person may see: {wrong}"


def test_only_the_clock_asks_the_time() -> None:
    calls = ("datetime.now(", "datetime.utcnow(", "date.today(", "time.time(")
    wrong = [
        f"{path.relative_to(ROOT)}: {call}" for path, source, _ in outside("clock") for call in calls if call in source
    ]
    assert not wrong, f"Use govtracker.clock, or take `at`: {wrong}"


def test_no_page_names_a_value_like_what_every_page_has() -> None:
    """The layout would show it in place of the clock, or read it in place of the settings."""
    wrong = [
        place(path, node.lineno)
        for path, (_, tree) in modules().items()
        if layer(path) == "web"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "page"
        if {"now", "settings"} & {word.arg for word in node.keywords}
    ]
    assert not wrong, f"Call these values something else: {wrong}"


def test_only_transaction_commits() -> None:
    wrong = [str(path.relative_to(ROOT)) for path, source, _ in outside("database") if ".commit()" in source]
    assert not wrong, f"database.transaction() is the only commit: {wrong}"


def test_every_module_says_what_lives_there() -> None:
    silent = [str(path.relative_to(ROOT)) for path, (_, tree) in modules().items() if not ast.get_docstring(tree)]
    assert not silent, f"Give these modules a docstring of one line: {silent}"
