"""Text that people write in Markdown, as HTML that is safe to show: an allow-list, and nothing else."""

import re
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr", "span"}
SCHEMES = {"http", "https", "mailto"}
MENTION = "mention"


def html(text: str, names: tuple[str, ...] = ()) -> str:
    """`text` (CommonMark; a line end is a line break, addresses become links) as HTML of TAGS alone.

    Neither HTML nor pictures nor headings: what looks like one stays as it was typed. Each of `names` that follows an
    @ is marked as a mention.
    """
    return _html(text, tuple(sorted(names, key=len, reverse=True)))


def plain(text: str, longest: int) -> str:
    """The beginning of `text` in one line, at most `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


@lru_cache(maxsize=2048)
def _html(text: str, names: tuple[str, ...]) -> str:
    made = READER.render(text, {"names": names})
    return nh3.clean(
        made,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        allowed_classes={"span": {MENTION}},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
    )


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    reader.enable(["strikethrough", "linkify"]).disable(["image", "heading", "lheading", "html_block", "html_inline"])
    if reader.linkify is not None:
        reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    reader.core.ruler.push("mentions", _mark_mentions)
    return reader


def _mark_mentions(state: Any) -> None:
    names = state.env.get("names")
    if not names:
        return
    called = re.compile(rf"(?<![\w.@])@(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = [part for token in block.children for part in _parts(token, called)]


def _parts(token: Token, called: re.Pattern[str]) -> list[Token]:
    if token.type != "text":
        return [token]
    parts, end = [], 0
    for match in called.finditer(token.content):
        parts += [
            Token("text", "", 0, content=token.content[end : match.start()]),
            Token("mention_open", "span", 1, attrs={"class": MENTION}),
            Token("text", "", 0, content=match[0]),
            Token("mention_close", "span", -1),
        ]
        end = match.end()
    return [*parts, Token("text", "", 0, content=token.content[end:])]


READER = _reader()
