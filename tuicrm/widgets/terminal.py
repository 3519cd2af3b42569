"""The app under our own rules: nothing delays a frame, nothing leaves the program, `esc` is quick."""

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from textual.app import App
from textual.filter import Monochrome, NoColor
from textual.notifications import SeverityLevel

from tuicrm.plain.clean import FORBIDDEN, show
from tuicrm.widgets import safe_lines
from tuicrm.widgets.ground import Ground
from tuicrm.widgets.themes import DEFAULT, THEMES, variable_defaults

if TYPE_CHECKING:
    from textual.driver import Driver

Result = TypeVar("Result")

STYLES = Path(__file__).resolve().parent.parent / "app.tcss"
AFTER = "/* --- AFTER THE FIRST FRAME"
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The only kinds of links that are ever handed to a browser."""


class TameApp(App[Result], inherit_bindings=False):
    """Textual's app without what a CRM must not do: ctrl keys of its own, screenshots, suspend, any URL.

    Every drawn line passes `safe_lines`; notices are plain text; there are no animations. Set `opens_urls`
    to False where the program runs for somebody elsewhere (a browser would open on the server).
    """

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    opens_urls = True

    def __init__(self, *, shell_first: bool = False) -> None:
        """Take whether only the styles of the shell are read now; `dress` reads the others."""
        super().__init__()
        styles = STYLES.read_text("utf-8")
        self._undressed = styles[styles.index(AFTER) :] if shell_first else ""
        self.stylesheet.add_source(styles.removesuffix(self._undressed), (str(STYLES), ""))
        for theme in THEMES:
            self.register_theme(theme)
        # Not by setting `theme`: that parses all styles again after the first layout.
        self.set_reactive(TameApp.theme, DEFAULT)
        dark = self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False).set_class(not dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())
        self._refresh_truecolor_filter(self.ansi_theme)
        self.animation_level = "none"
        # Textual 8.2.8 picks the filter for NO_COLOR before a theme can be set, and Monochrome needs styles.
        self._filters = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]
        safe_lines.install(self)

    def dress(self) -> None:
        """Read the styles of everything that comes after the first frame: parsing them takes 5 ms."""
        if self._undressed:
            self.stylesheet.add_source(self._undressed, (str(STYLES), AFTER))
            self._undressed = ""

    def get_default_screen(self) -> Ground:
        return Ground()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def get_driver_class(self) -> "type[Driver]":
        chosen = super().get_driver_class()
        if chosen.__module__ == "textual.drivers.web_driver":
            from tuicrm.widgets.browser_driver import BrowserDriver

            return BrowserDriver
        if chosen.__module__ != "textual.drivers.linux_driver":
            return chosen
        from tuicrm.widgets.quick_driver import QuickDriver

        return QuickDriver

    def delay_update(self, delay: float = 0.05) -> None:
        """Paint at once: Textual 8 holds every switch of a mode back for 50 ms."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notice as plain text; markup in it stays text."""
        super().notify(show(message), title=show(title), severity=severity, timeout=timeout, markup=False)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open a web page, a mail or a number; everything else is ignored."""
        if self.opens_urls and may_open(url):
            super().open_url(url, new_tab=new_tab)

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Do nothing: it would write a file on a server."""

    def action_suspend_process(self) -> None:
        """Do nothing: it would leave the program."""

    def action_command_palette(self) -> None:
        """Do nothing: ours is `widgets/palette.py`."""


def may_open(url: str) -> bool:
    """Tell whether a link is of a kind that may be opened."""
    if FORBIDDEN.search(url):
        return False
    try:
        return urlsplit(url).scheme in SCHEMES
    except ValueError:
        return False
