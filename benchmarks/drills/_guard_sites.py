"""Guards found in the code, and taken out one at a time: conditions of sight in queries, predicates, permissions."""

import ast
import copy
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from sqlalchemy import true

import govtracker.queries
from govtracker import access
from govtracker.access import POLICY, WITHOUT_SUBJECT, Permission
from govtracker.queries import visible

OPEN = (Permission.OWN, Permission.SEE_PORTFOLIO, Permission.VIEW)  # whoever is signed in; whoever sees
NO_CONDITIONS = ("audiences", "overseen")  # of visible: lists, which narrow elsewhere
TAKEN_OUT, PASSED = "__taken_out__", "__passed__"
reached: set[str] = set()  # names of the guards that were passed since it was emptied
Place = tuple[int, int]  # line and column
gone: dict[tuple[str, int], set[Place]] = {}  # module and line of a function → the conditions it has lost


@dataclass(frozen=True)
class Guard:
    """Something that keeps people out, by its place in the code; `take_out` lets everybody through."""

    name: str
    take_out: Callable[[], None]
    watch: Callable[[], None] = lambda: None  # from here on, tell in `reached` when it is passed

    @property
    def is_condition(self) -> bool:
        """Is itself a condition of `visible`, wherever it is asked."""
        return self.name.startswith("visible.")


def conditions() -> list[Guard]:
    """Every use of a condition of `visible` in a query, and every condition itself."""
    found: list[Guard] = []
    for module in _modules():
        tree = ast.parse(Path(module.__file__ or "").read_text())
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                found += _of_function(module, function)
    return found


def predicates() -> list[Guard]:
    """Every predicate of access over a person and a stance, and those over a person alone."""
    return [
        Guard(f"access.{name}", partial(_pass_all, function))
        for name, function in vars(access).items()
        if isinstance(function, FunctionType)
        and function.__module__ == access.__name__
        and function.__annotations__.get("return") is bool
        and next(iter(function.__annotations__)) == "viewer"
        and name != "allowed"
    ]


def policy() -> Iterator[tuple[str, dict[Any, Any], Any]]:
    """Every row of the policy: its name, the table, and its key there."""
    for table in (POLICY, WITHOUT_SUBJECT):
        yield from ((f"access.POLICY[{key.name}]", table, key) for key in table if key not in OPEN)


def forget() -> None:
    """Begin anew: which guards were passed, and what is kept of conditions and statements with a person's rights."""
    reached.clear()
    for clear in _kept():
        clear()


@cache
def _kept() -> list[Callable[[], None]]:
    """What empties the cache of each query that has one."""
    return [one.cache_clear for module in _modules() for one in vars(module).values() if hasattr(one, "cache_clear")]


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(govtracker.queries.__path__, f"{govtracker.queries.__name__}."):
        if not found.ispkg:
            yield importlib.import_module(found.name)


def _of_function(module: ModuleType, function: ast.FunctionDef) -> Iterator[Guard]:
    plain = _function(module, function.name)
    if plain is None or plain.__code__.co_firstlineno > function.lineno:
        return
    short = module.__name__.removeprefix("govtracker.queries.")
    if module is visible:
        if not function.name.startswith("_") and function.name not in NO_CONDITIONS:
            yield _guard(f"visible.{function.name}", module, function, None)
        return
    calls = [node for node in ast.walk(function) if _is_condition(node)]
    for number, call in enumerate(calls, 1):
        yield _guard(f"{short}.{function.name}, {ast.unparse(call)} ({number} of {len(calls)})", module, function, call)


def _guard(name: str, module: ModuleType, function: ast.FunctionDef, call: ast.AST | None) -> Guard:
    def take_out() -> None:
        setattr(module, TAKEN_OUT, true())
        if call is None:
            _swap(module, function, _passing(function))
            return
        lost = gone.setdefault((module.__name__, function.lineno), set())
        lost.add(_place(call))  # what was taken out before stays out
        _swap(module, function, _without(function, lost))

    def watch() -> None:
        setattr(module, PASSED, reached.add)
        passed = ast.parse(f"{PASSED}({name!r})").body
        _swap(module, function, _copy(function, [*passed, *function.body]))
        function.body = [*passed, *function.body]

    return Guard(name, take_out, watch)


def _place(call: Any) -> Place:
    return call.lineno, call.col_offset


def _is_condition(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "visible"
        and node.func.attr not in NO_CONDITIONS
    )


class _Without(ast.NodeTransformer):
    def __init__(self, lost: set[Place]) -> None:
        self.lost = lost

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if _is_condition(node) and _place(node) in self.lost:
            return ast.copy_location(ast.Name(TAKEN_OUT, ast.Load()), node)
        return self.generic_visit(node)


def _without(function: ast.FunctionDef, lost: set[Place]) -> ast.FunctionDef:
    """The function without those conditions."""
    changed = _Without(lost).visit(copy.deepcopy(function))
    assert isinstance(changed, ast.FunctionDef)
    return changed


def _passing(function: ast.FunctionDef) -> ast.FunctionDef:
    """The condition that lets everything pass."""
    return _copy(function, ast.parse(f"def passing(): return {TAKEN_OUT}").body[0].body)  # type: ignore[attr-defined]


def _copy(function: ast.FunctionDef, body: list[ast.stmt]) -> ast.FunctionDef:
    changed = copy.deepcopy(function)
    changed.body = body
    return changed


def _swap(module: ModuleType, function: ast.FunctionDef, changed: ast.FunctionDef) -> None:
    """Let the function run the changed code, whoever has taken it by name before."""
    plain = _function(module, function.name)
    assert plain is not None
    changed = copy.deepcopy(changed)
    changed.decorator_list = []
    tree = ast.fix_missing_locations(ast.Module([changed], []))
    code = compile(tree, module.__file__ or "", "exec")
    plain.__code__ = next(
        part for part in code.co_consts if isinstance(part, CodeType) and part.co_name == function.name
    )
    forget()


def _function(module: ModuleType, name: str) -> FunctionType | None:
    found = getattr(module, name, None)
    found = getattr(found, "__wrapped__", found)
    return found if isinstance(found, FunctionType) and not found.__code__.co_freevars else None


def _pass_all(function: FunctionType) -> None:
    space: dict[str, Any] = {}
    names = ", ".join(function.__code__.co_varnames[: function.__code__.co_argcount])
    exec(f"def {function.__name__}({names}): return True", space)  # names of our own
    function.__code__ = space[function.__name__].__code__
