"""The themes: light, dark, and one of high contrast in which no grey is left."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="secretariat-dark",
    primary="#7aa2f7",
    secondary="#bb9af7",
    accent="#ffb454",
    warning="#e5c07b",
    error="#ff7b85",
    success="#8fd18f",
    foreground="#e6e6e6",
    background="#14161b",
    surface="#1b1e25",
    panel="#272b35",
    dark=True,
)

LIGHT: Final = Theme(
    name="secretariat-light",
    primary="#0b4f9c",
    secondary="#6b2f8a",
    accent="#8a4b00",
    warning="#7a5200",
    error="#a4001d",
    success="#1b6b2a",
    foreground="#111111",
    background="#f4f4f2",
    surface="#ffffff",
    panel="#e4e6ea",
    dark=False,
    variables={"text-muted": "#54585f"},  # what Textual would take is white, where it does not know on what it is drawn
)

CONTRAST: Final = Theme(
    name="secretariat-contrast",
    primary="#00ffff",
    secondary="#ff9cff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    boost="#000000",
    dark=True,
    variables={
        "text-muted": "#ffffff",
        "text-disabled": "#ffffff",
        "border": "#ffffff",
        "border-blurred": "#ffffff",
        "footer-background": "#000000",
        "footer-foreground": "#ffffff",
        "footer-key-foreground": "#ffff00",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#000000",
    },
)

THEMES: Final = (DARK, LIGHT, CONTRAST)

DEFAULT_THEME: Final = DARK.name
"""The one of a user who chose none."""
