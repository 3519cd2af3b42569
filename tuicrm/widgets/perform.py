"""Do an act by its id, as its key would: for the menu, the palette, the footer and the help."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.actions import parse
from textual.dom import DOMNode

from tuicrm.widgets.acts import act

if TYPE_CHECKING:
    from textual.app import App


async def perform(app: "App[Any]", act_id: str) -> bool:
    """Run an act on the nearest thing that has it: what has the focus, its screen, what is shown, the app.

    Returns False when nothing on this screen can do it.
    """
    method = act(act_id).method
    _namespace, name, parameters = parse(method)
    for node in _nodes(app):
        if hasattr(node, f"action_{name}") and node.check_action(name, parameters):
            await app.run_action(method, default_namespace=node)
            return True
    return False


def _nodes(app: "App[Any]") -> Iterator[DOMNode]:
    screen = app.screen
    if screen.focused is not None:
        yield from (node for node in screen.focused.ancestors_with_self if node is not app)
    yield screen
    yield from (node for node in screen.walk_children() if _is_shown(node))
    yield app


def _is_shown(node: DOMNode) -> bool:
    return all(each.display for each in node.ancestors_with_self)
