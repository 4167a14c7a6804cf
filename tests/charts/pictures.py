"""Rendering a component by itself, as well-formed markup that can be looked into."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def rendered(name: str, call: str, **values: Any) -> str:
    """What the macro of components/<name>.html writes for `call`, the text between its parentheses."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    source = f'{{% from "components/{name}.html" import {name} %}}{{{{ {name}({call}) }}}}'
    return environment.from_string(source).render(**values)


def tree(name: str, call: str, **values: Any) -> ET.Element:
    """The same as a tree."""
    return ET.fromstring(rendered(name, call, **values))
