"""A file about a person: one ZIP with everything as JSON, the same to read in a browser, and their mails."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape
from typing import Any

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{{font:15px/1.5 sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}}
table{{border-collapse:collapse;display:block;overflow-x:auto}}th,td{{border:1px solid #999;padding:.25rem .5rem;
text-align:left;vertical-align:top}}td{{white-space:pre-wrap}}</style></head><body><h1>{title}</h1>{body}</body></html>
"""
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class PersonalFile:
    """What is told: a heading, what the file is, and rows by the title of their section."""

    title: str
    about: str
    sections: Mapping[str, Rows]


def write(told: PersonalFile, mails: Iterable[tuple[int, bytes]] = ()) -> bytes:
    """The ZIP: data.json, read-me.html, mails/<number>.eml."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        content = {
            "title": told.title,
            "about": told.about,
            **{name: list(rows) for name, rows in told.sections.items()},
        }
        file.writestr("data.json", json.dumps(content, default=_plain, ensure_ascii=False, indent=1))
        file.writestr("read-me.html", _page(told))
        for number, raw in mails:
            file.writestr(f"mails/{number}.eml", raw)
    return packed.getvalue()


def _page(told: PersonalFile) -> str:
    parts = [f"<p>{escape(told.about)}</p>"]
    for name, rows in told.sections.items():
        parts.append(f"<h2>{escape(name)} ({len(rows)})</h2>")
        if rows:
            parts.append(_table(rows))
    return PAGE.format(title=escape(told.title), body="\n".join(parts))


def _table(rows: Rows) -> str:
    heads = "".join(f'<th scope="col">{escape(str(name).replace("_", " "))}</th>' for name in rows[0])
    lines = ("".join(f"<td>{escape(_said(value))}</td>" for value in row.values()) for row in rows)
    return (
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"
    )


def _said(value: Any) -> str:
    return "" if value is None else str(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(getattr(value, "value", value))
