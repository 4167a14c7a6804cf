"""The XML of a workbook's parts, element by element; nothing of it is kept, and nothing in it is expanded."""

from collections.abc import Callable, Iterator
from xml.parsers import expat

from govtracker.imports.decoding import Unreadable

Begun = Callable[[str, dict[str, str]], None]


def elements(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Name (without its namespace) and attributes of every element of a small part."""
    found: list[tuple[str, dict[str, str]]] = []
    parser(lambda name, attributes: found.append((local(name), attributes))).Parse(data, True)
    return iter(found)


def parser(begun: Begun) -> expat.XMLParserType:
    """A parser that calls `begun` at every element; it refuses documents that define words of their own."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartElementHandler = begun
    made.StartDoctypeDeclHandler = _refuse
    return made


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def _refuse(*_about: object) -> None:
    raise Unreadable("This workbook defines XML entities, which no spreadsheet program writes. It is not read.")
