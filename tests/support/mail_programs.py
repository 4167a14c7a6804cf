"""What mail programs support, and what of HTML and CSS a mail uses.

`python -m tests.support.mail_programs FILE` makes tests/data/mail_programs.json anew from the data of caniemail.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data" / "mail_programs.json"
PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "gmail": ("desktop-webmail", "ios", "android"),
    "outlook": ("windows", "outlook-com", "macos", "ios", "android"),
    "apple-mail": ("macos", "ios"),
}
PLAIN = {"html", "head", "title", "meta", "a", "br"}  # what every program knows, so that nobody lists it
PLAIN_PROPERTIES = {"color", "font-family"}
ELEMENTS = {
    **dict.fromkeys(("table", "tbody", "tr", "td"), "html-table"),
    **dict.fromkeys(("h1", "h2", "h3"), "html-h1-h6"),
    **dict.fromkeys(("ul", "ol", "li"), "html-lists"),
}
SIDES = re.compile(r"^(margin|padding|border)-(?:top|right|bottom|left)$")


@cache
def lacking() -> Mapping[str, Mapping[str, str]]:
    """Feature → program → "n", "a" or "u", where it is not simply supported; {} where it is everywhere."""
    found: Mapping[str, Mapping[str, str]] = json.loads(DATA.read_text("utf-8"))
    return found


def used(html: str) -> set[str]:
    """The features a mail uses, by their names in the data; raises KeyError for one the data does not know."""
    reader = _Reader()
    reader.feed(html)
    return {name for name in reader.found if lacking()[name] is not None}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_style = tag == "style"
        if tag not in PLAIN:
            self.found.add(ELEMENTS.get(tag, f"html-{tag}"))
        for name, value in attrs:
            if name == "style":
                self.found.update(_properties(value or ""))
            elif f"html-{name}" in lacking():
                self.found.add(f"html-{name}")
            elif (name, value) == ("name", "color-scheme"):
                self.found.add("html-meta-color-scheme")
            elif name == "src" and (value or "").startswith("cid:"):
                self.found.add("image-png")

    def handle_data(self, data: str) -> None:
        if self.in_style and data.strip():
            self.found.add("css-at-media")
            self.found.update(f"css-at-media-{name}" for name in re.findall(r"@media \(([a-z-]+):", data))
            assert data.split("{", 1)[0].strip().startswith("@media"), "rules outside @media belong to their elements"

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False


def _properties(style: str) -> Iterator[str]:
    for part in filter(str.strip, style.split(";")):
        name, _, value = (text.strip() for text in part.partition(":"))
        whole = SIDES.sub(r"\1", name)
        if whole not in PLAIN_PROPERTIES:
            yield f"css-{whole}"
        if (name, value) == ("display", "none"):
            yield "css-display-none"
        yield from (f"css-unit-{unit}" for unit in ("px", "em", "rem") if re.search(rf"\d{unit}\b", value))
        yield from (["css-unit-percent"] if "%" in value else [])
        yield from (f"css-{function}" for function in ("rgba", "rgb") if f"{function}(" in value)


def reduced(whole: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The data of caniemail, reduced to what DATA holds."""
    found: dict[str, dict[str, str]] = {}
    for feature in whole["data"]:
        if feature["category"] in ("css", "html", "image"):
            ratings = {
                f"{family}/{platform}": list(versions.values())[-1].split()[0]
                for family, platforms in PROGRAMS.items()
                for platform in platforms
                if (versions := feature["stats"].get(family, {}).get(platform))
            }
            found[feature["slug"]] = {program: rating for program, rating in ratings.items() if rating != "y"}
    return found


if __name__ == "__main__":
    features = sorted(reduced(json.loads(Path(sys.argv[1]).read_text("utf-8"))).items())
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(ratings)}" for name, ratings in features)
    DATA.write_text(f"{{\n{rows}\n}}\n", "utf-8")
