"""Typesetting: a template and plain values as a tagged PDF."""

import json
from pathlib import Path
from typing import Any


def write(template: Path, name: str, values: dict[str, Any]) -> bytes:
    """The PDF of a template that reads its `values` as JSON from the input `name`.

    PDF/UA-1 where our fonts have every letter of it. Letters they lack are looked for among the fonts of the host; a
    tagged PDF that may lack some is better than none.
    """
    import typst  # memory that only a process that writes PDF needs

    data = {name: json.dumps(values)}
    try:
        made = typst.compile(template, format="pdf", pdf_standards=["ua-1"], sys_inputs=data, ignore_system_fonts=True)
    except typst.TypstError:
        made = typst.compile(template, format="pdf", sys_inputs=data)
    assert isinstance(made, bytes)
    return made
