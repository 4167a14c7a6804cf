"""Words that may not be missing."""

from govtracker.services import Refused


def said(text: str, sentence: str, field: str = "reason") -> str:
    """The text without what surrounds it; refuses an empty one with that sentence."""
    if not text.strip():
        raise Refused(sentence, field)
    return text.strip()
