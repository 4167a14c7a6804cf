"""Forms as a page offers them: where they lead, what they ask, and an answer a person might give."""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

FORM = re.compile(r'(<form[^>]*action="(/[^"?]*)[^>]*>.*?</form>)', re.DOTALL)
Values = dict[str, list[str]]


@dataclass
class Asked:
    """One field: its options (None where anything may be typed) and what stands in it."""

    name: str
    sort: str
    is_required: bool = False
    options: list[str] | None = None
    chosen: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form that writes."""

    action: str
    fields: dict[str, Asked] = field(default_factory=dict)

    def answers(self) -> Values:
        """What stands there, and something where nothing does and something has to."""
        return {one.name: values for one in self.fields.values() if (values := list(_answer(one)))}


def forms(said: str, *, known: Collection[str] = ()) -> Iterator[Form]:
    """The forms of a page that write and lead elsewhere than those that are `known`."""
    for text, action in FORM.findall(said):
        if html.unescape(action) not in known:
            reader = _Reader()
            reader.feed(text)
            yield from (form for form in reader.forms if form.action)


TYPED = {"date": "2026-12-10", "number": "1", "email": "new@northgate.example", "time": "10:00", "month": "2026-12"}


def _answer(asked: Asked) -> Iterator[str]:
    if asked.chosen:
        yield from asked.chosen
    elif asked.options is not None:
        yield from [option for option in asked.options if option not in ("", "0")][:1] or asked.options[:1]
    elif asked.sort not in ("checkbox", "file", "hidden"):
        yield TYPED.get(asked.sort, "Some words.") if asked.is_required else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form = Form("")
        self._select = Asked("", "")
        self._text: Asked | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            writes = given.get("method", "").lower() == "post"
            self._form = Form(given.get("action", "").partition("?")[0] if writes else "")
            self.forms.append(self._form)
        elif tag == "option":
            self._option(given)
        elif given.get("name") and "disabled" not in given:
            self._field(tag, given)

    def handle_data(self, data: str) -> None:
        if self._text is not None and data.strip():
            self._text.chosen.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = Form("")
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = Asked("", "")

    def _option(self, given: dict[str, str]) -> None:
        if self._select.options is None:  # a list of suggestions
            return
        self._select.options.append(given.get("value", ""))
        if "selected" in given:
            self._select.chosen.append(given.get("value", ""))

    def _field(self, tag: str, given: dict[str, str]) -> None:
        sort = given.get("type", "text") if tag == "input" else tag
        asked = self._form.fields.setdefault(given["name"], Asked(given["name"], sort, "required" in given))
        if tag == "select":
            asked.options = asked.options or []
            self._select = asked
        elif tag == "textarea":
            self._text = asked
        elif sort == "radio":
            asked.options = [*(asked.options or []), given.get("value", "")]
        if sort in ("radio", "checkbox"):
            asked.chosen += [given.get("value", "on")] if "checked" in given else []
        elif tag == "button":
            asked.chosen = asked.chosen or [given.get("value", "")]
        elif tag == "input" and given.get("value"):
            asked.chosen.append(given["value"])
