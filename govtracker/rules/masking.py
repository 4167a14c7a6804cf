"""Addresses as those who run the installation may read them: enough to recognise, too little to know."""

import re

ADDRESS = re.compile(r"([^\s<>@\"]+)@([^\s<>@\"]+)")


def masked(text: str) -> str:
    """`text` with every mail address cut down to its first letter and its domain: j•••@example.com."""
    return ADDRESS.sub(lambda found: f"{found[1][:1]}•••@{found[2]}", text)
