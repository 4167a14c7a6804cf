"""What a browser would send of a form as it stands on a page."""

from html.parser import HTMLParser


def form(page: str, action: str) -> dict[str, str]:
    """Names and values of the form that posts to `action`, without its buttons; AssertionError where there is none."""
    reader = _Reader(action)
    reader.feed(page)
    assert reader.found, f"There is no form that posts to {action}."
    return reader.values


class _Reader(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.inside = self.found = False
        self.values: dict[str, str] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("action") == self.action
            self.found = self.found or self.inside
        if self.inside and tag in STARTS:
            STARTS[tag](self, given)

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"
        self.area = "" if tag == "textarea" else self.area
        self.select = "" if tag == "select" else self.select

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] = (self.values[self.area] + data).removeprefix("\n").removeprefix("\r\n")

    def input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("submit", "button", "file") or (kind in ("checkbox", "radio") and "checked" not in given):
            return
        self.values[given["name"]] = given.get("value", "y" if kind == "checkbox" else "")

    def textarea(self, given: dict[str, str]) -> None:
        self.area = given["name"]
        self.values[self.area] = ""

    def choices(self, given: dict[str, str]) -> None:
        self.select = given["name"]

    def option(self, given: dict[str, str]) -> None:
        if self.select and ("selected" in given or self.select not in self.values):
            self.values[self.select] = given.get("value", "")


STARTS = {"input": _Reader.input, "textarea": _Reader.textarea, "select": _Reader.choices, "option": _Reader.option}
