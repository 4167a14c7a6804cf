"""The look keeps its promises: readable colours, no forgotten style sheet or script, one macro a component."""

import re
from pathlib import Path

import pytest

from govtracker.web import bundles

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "govtracker" / "static"
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
SHEETS = sorted((STATIC / "css").rglob("*.css"))
SCRIPTS = sorted((STATIC / "js" / "elements").glob("*.js"))
TOKENS = dict(
    re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\);", (STATIC / "css" / "tokens.css").read_text(encoding="utf-8"))
)
TEXT = 4.5  # WCAG 2.2, 1.4.3
EDGE = 3.0  # WCAG 2.2, 1.4.11
GROUNDS = ("page", "surface", "sunken")
READABLE = [(ink, ground, TEXT) for ink in ("ink", "soft", "accent", "accent-strong") for ground in GROUNDS]
READABLE += [
    (tone, ground, TEXT)
    for tone in ("good", "warn", "bad", "neutral", "client", "supplier", "internal")
    for ground in (f"{tone}-pale", "surface")
]
READABLE += [(ink, f"{tone}-pale", TEXT) for ink in ("ink", "accent") for tone in ("accent", "internal")]
READABLE += [("client", "accent-pale", TEXT), ("ink", "bad-pale", TEXT), ("ink", "good-pale", TEXT)]
READABLE += [("line-strong", "page", EDGE), ("line-strong", "surface", EDGE), ("internal-edge", "surface", EDGE)]


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("ink", "ground", "least"), READABLE, ids=str)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_told_apart(ink: str, ground: str, least: float, scheme: int) -> None:
    one, other = TOKENS[ink].split(", ")[scheme], TOKENS[ground].split(", ")[scheme]
    assert _contrast(one, other) >= least, f"--{ink} {one} on --{ground} {other} reaches {_contrast(one, other):.2f}"


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("fill", ["accent-fill", "accent-fill-hover"])
def test_filled_buttons_can_be_read(fill: str, scheme: int) -> None:
    assert _contrast("#fff", TOKENS[fill].split(", ")[scheme]) >= TEXT


def test_every_style_sheet_is_served_once() -> None:
    there = sorted(str(path.relative_to(STATIC / "css").with_suffix("")) for path in SHEETS)
    assert sorted(bundles.STYLES) == there, "STYLES in govtracker/web/bundles.py and static/css/ differ"


def test_every_script_is_served_once() -> None:
    there = [path.stem for path in SCRIPTS]
    assert sorted(bundles.ELEMENTS) == there, "ELEMENTS in govtracker/web/bundles.py and static/js/elements/ differ"


@pytest.mark.parametrize("path", SHEETS + SCRIPTS, ids=lambda path: path.name)
def test_file_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 120, f"{path.name} has {lines} lines: split it by component"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_imports_no_other(path: Path) -> None:
    """They are served as one module, each in a block, where nothing can be imported or exported; use events."""
    assert not re.search(r"^\s*(import|export)\b", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_is_one_macro_with_an_example(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("{#"), f"{path.name}: begin with a comment that shows how it is used"
    assert re.findall(r"{%-? macro (\w+)", text) == [path.stem], f"{path.name}: one macro, named as the file"
