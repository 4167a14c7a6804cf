"""Text in Markdown: what people mean stands, and nothing that could run, load or deceive comes through."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules import rich_text

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;&#x61;vascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    '![x](x "onerror=alert(1)")',
    '[x](https://e.example "\\" onmouseover=alert(1) \\"")',
    "[x](https://e.example/\"onmouseover='alert(1)')",
    '<div style="background:url(javascript:alert(1))">x</div>',
    "<style>*{display:none}</style>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<form action=https://evil.example><input name=p type=password></form>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "```<script>\nalert(1)\n```",
    "`<img src=x onerror=alert(1)>`",
    "<!--><script>alert(1)</script>-->",
    "<<script>script>alert(1)<</script>/script>",
    "[a]: javascript:alert(1)\n\n[a]",
    "@<img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x1b]8;;https://evil.example\x07x",
)
NAMES = ("Priya Nair", "<b>x</b>", ".*")


class _Seen(HTMLParser):
    """Tags and attributes as a browser would find them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(text: str, names: tuple[str, ...] = NAMES) -> list[tuple[str, dict[str, str | None]]]:
    seen = _Seen()
    seen.feed(rich_text.html(text, names))
    seen.close()
    return seen.found


def assert_harmless(text: str) -> None:
    for tag, attributes in elements(text):
        assert tag in rich_text.TAGS
        allowed = {"a": {"href", "title", "rel"}, "span": {"class"}, "ol": {"start"}}.get(tag, set())
        assert attributes.keys() <= allowed
        if tag == "a":
            assert attributes["rel"] == "nofollow noopener"
            scheme, colon, _ = (attributes.get("href") or "").partition(":")
            assert not colon or scheme in rich_text.SCHEMES or not scheme.isalpha()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing(text: str) -> None:
    assert_harmless(text)
    assert_harmless(f"before {text} after\n\n- {text}\n\n> {text}")


@given(st.text(alphabet="<>[]()!:/\"'&;=`*_#@\n javscript", max_size=80))
def test_whatever_is_typed_is_harmless(text: str) -> None:
    assert_harmless(text)


def test_what_people_mean_stands() -> None:
    said = rich_text.html("**Bold** and *soft*\nnew line\n\n1. one\n2. two\n\n> quoted\n\n`code` ~~gone~~")
    for part in (
        "<strong>Bold</strong>",
        "<em>soft</em><br>",
        "<ol>",
        "<li>two</li>",
        "<blockquote>",
        "<code>code</code>",
        "<s>gone</s>",
    ):
        assert part in said


def test_addresses_become_links_and_bare_names_do_not() -> None:
    said = rich_text.html("see https://example.com/a?b=1&c=2 and example.com, report.md")
    assert said.count("<a ") == 1
    assert 'href="https://example.com/a?b=1&amp;c=2" rel="nofollow noopener"' in said


def test_headings_and_html_stay_as_they_were_typed() -> None:
    assert rich_text.html("# 1 in the queue") == "<p># 1 in the queue</p>\n"
    assert rich_text.html("a <b>x</b>") == "<p>a &lt;b&gt;x&lt;/b&gt;</p>\n"


def test_mentions_are_marked_but_not_in_code() -> None:
    said = rich_text.html("@Priya Nair, `@Priya Nair`, @Priya Nairobi", ("Priya Nair",))
    assert said.count("mention") == 1
    assert '<span class="mention">@Priya Nair</span>,' in said


@pytest.mark.parametrize(
    ("text", "longest", "beginning"),
    [("  two\n\nlines ", 40, "two lines"), ("a long sentence", 7, "a long…"), ("abc", 3, "abc"), ("", 5, "")],
)
def test_the_beginning_of_a_text(text: str, longest: int, beginning: str) -> None:
    assert rich_text.plain(text, longest) == beginning
