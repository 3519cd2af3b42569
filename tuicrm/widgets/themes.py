"""The looks: the terminal's own sixteen colours (the default), a dark and a light one in full colour."""

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

DEFAULT = "terminal"

_VARIABLES = {
    "tone-dim": "ansi_default",
    "tone-dim-style": "dim",
    "tone-accent": "ansi_cyan",
    "tone-late": "ansi_red",
    "tone-still": "ansi_yellow",
    "tone-good": "ansi_green",
}

THEMES: tuple[Theme, ...] = (
    replace(
        BUILTIN_THEMES["ansi-dark"],
        name="terminal",
        primary="ansi_cyan",
        accent="ansi_cyan",
        variables=BUILTIN_THEMES["ansi-dark"].variables
        | {
            **_VARIABLES,
            "border": "ansi_default",
            "border-blurred": "ansi_default",
            "input-cursor-text-style": "reverse",
            "input-cursor-background": "ansi_default",
            "input-cursor-foreground": "ansi_default",
            "footer-key-foreground": "ansi_cyan",
        },
    ),
    Theme(
        name="dark",
        dark=True,
        primary="#6cb6d9",
        accent="#6cb6d9",
        warning="#d9b35b",
        error="#e5716f",
        success="#7fbf7f",
        foreground="#d6d6d6",
        background="#15181c",
        surface="#15181c",
        panel="#1d2127",
        variables={
            "tone-dim": "#8a929c",
            "tone-dim-style": "none",
            "tone-accent": "#6cb6d9",
            "tone-late": "#e5716f",
            "tone-still": "#d9b35b",
            "tone-good": "#7fbf7f",
        },
    ),
    Theme(
        name="light",
        dark=False,
        primary="#0b5f85",
        accent="#0b5f85",
        warning="#805800",
        error="#b3211f",
        success="#1e6b2d",
        foreground="#1c1f23",
        background="#fafafa",
        surface="#fafafa",
        panel="#eeeeee",
        variables={
            "tone-dim": "#666c74",
            "tone-dim-style": "none",
            "tone-accent": "#0b5f85",
            "tone-late": "#b3211f",
            "tone-still": "#805800",
            "tone-good": "#1e6b2d",
        },
    ),
    Theme(
        name="contrast",
        dark=True,
        primary="#ffff00",
        accent="#ffff00",
        warning="#ffd75f",
        error="#ff5f5f",
        success="#5fff5f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        variables={
            "tone-dim": "#ffffff",
            "tone-dim-style": "none",
            "tone-accent": "#ffff00",
            "tone-late": "#ff5f5f",
            "tone-still": "#ffd75f",
            "tone-good": "#5fff5f",
        },
    ),
)


def variable_defaults() -> dict[str, str]:
    """Return our variables for a theme that does not know them, one of Textual's own."""
    return dict(_VARIABLES)
