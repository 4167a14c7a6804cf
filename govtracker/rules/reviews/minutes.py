"""The minutes of a review as a whole: what a chair agrees to."""

import hashlib
import json
from collections.abc import Sequence

Minuted = tuple[str, str, str]  # a topic's title, notes and decision


def mark(attendance: str, topics: Sequence[Minuted]) -> str:
    """A short mark of the words as they stand, so that nobody agrees to what they have not read."""
    return hashlib.sha256(json.dumps([attendance, *topics]).encode()).hexdigest()[:16]
