"""Colours and letters of pictures: a palette for light and for dark, and one that leaves both to the page's style."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Palette:
    """Colours by what they say; the same words as in static/css/tokens.css."""

    surface: str
    sunken: str
    line: str
    line_strong: str
    ink: str
    soft: str
    accent: str
    accent_pale: str
    good: str
    good_pale: str
    warn: str
    warn_pale: str
    bad: str
    bad_pale: str
    neutral: str
    neutral_pale: str


LIGHT: Final = Palette(
    surface="#ffffff",
    sunken="#eef1f5",
    line="#dde3ea",
    line_strong="#7b8899",
    ink="#1b2533",
    soft="#566274",
    accent="#0b62bd",
    accent_pale="#e3eefb",
    good="#1a6537",
    good_pale="#e0f2e6",
    warn="#874900",
    warn_pale="#fdecd0",
    bad="#a8201c",
    bad_pale="#fde6e4",
    neutral="#4c5869",
    neutral_pale="#e9edf2",
)
DARK: Final = Palette(
    surface="#181f29",
    sunken="#202936",
    line="#2d3846",
    line_strong="#6c7b8e",
    ink="#e4eaf1",
    soft="#a0adbd",
    accent="#79b4f7",
    accent_pale="#1a3252",
    good="#7fd6a0",
    good_pale="#15352a",
    warn="#f3bd6c",
    warn_pale="#3d2c10",
    bad="#ff9d95",
    bad_pale="#431c1d",
    neutral="#b4c0ce",
    neutral_pale="#2a3442",
)
# Inside a page the style sheet says what is light and what is dark, on the screen and in print.
PAGE: Final = Palette(**{name: f"var(--{name.replace('_', '-')})" for name in vars(LIGHT)})
FONT: Final = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
