"""The pages that the server shows: one sentence with a button, and the one that a window is drawn on.

The page of textual-serve asks Google for a font and says "Session ended" whatever happened, in English alone.
"""

from html import escape
from string import Template

from tuicrm.plain import language
from tuicrm.plain.language import _

_LOOK = """
  body { margin: 0; background: #0c181f; color: #eee; font: 18px/1.5 sans-serif }
  .said { position: fixed; inset: 0; z-index: 9; background: #0c181f; padding: 1em }
  .said { display: grid; place-content: center; text-align: center }
  button { font: inherit; padding: .5em 2em; color: #fff; background: #1d6fa5; border: 0; cursor: pointer }
"""

_PAGE = Template("""<!doctype html><html lang="$lang"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>tuicrm</title>
<link rel="icon" href="data:,"><style>$look</style>
<body><form class="said" method="post"><p>$text</p>$button</form>""")

_WINDOW = Template("""<!doctype html><html lang="$lang"><meta charset="utf-8"><title>tuicrm</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="$base/static/css/xterm.css">
<script src="$base/static/js/textual.js"></script>
<style>$look
  @font-face { font-family: "Roboto Mono"; src: url("$base/static/fonts/RobotoMono-VariableFont_wght.ttf") }
  #over { display: none } .-closed #over { display: grid } .-first-byte #wait { display: none }
</style>
<body><div class="said" id="wait"><p>$wait</p></div>
<div class="said" id="over"><p id="why"></p><p><button onclick="location.reload()">$again</button></p></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="$socket" data-font-size="$size"></div>
<script>
  const body = document.body, why = document.getElementById("why"), away = "$away";
  new MutationObserver(async () => {
    if (!body.classList.contains("-closed") || why.textContent) return;
    try { why.textContent = await (await fetch("$base/why")).text() } catch { why.textContent = away }
  }).observe(body, { attributeFilter: ["class"] });
</script>""")
"""textual.js draws in `.textual-terminal` and tells the body's class how it goes: -first-byte, -closed."""


def sentence(text: str, button: str = "") -> str:
    """Give a page with one sentence, and a button that posts to where it stands."""
    pressed = f"<p><button>{escape(button)}</button></p>" if button else ""
    return _PAGE.substitute(lang=language.current(), look=_LOOK, text=escape(text), button=pressed)


def window(base: str, socket: str, size: int) -> str:
    """Give the page of a window.

    Args:
        base: what stands before our own paths.
        socket: the address of the websocket.
        size: of a letter, in pixels.
    """
    return _WINDOW.substitute(
        lang=language.current(), look=_LOOK, base=escape(base), socket=escape(socket), size=size,
        wait=escape(_("Opening ...")), again=escape(_("Open again")),
        away=escape(_("The server does not answer. Try again in a while, or ask whoever keeps it.")),
    )  # fmt: skip
