"""What changed is painted as Textual itself would paint it, though fewer widgets are asked for their lines."""

import pytest
from textual._compositor import ChopsUpdate, Compositor
from textual.strip import Strip
from textual.widget import Widget

from tests.company import Company
from tests.screens.user import at_screen
from tuicrm.widgets.ground import SparingCompositor

KEYS = {
    "pool": ("1", "down", "down", "up", "x", "tab", "down", "slash", *"ac", "escape", "down", "space", "escape", "c"),
    "board": ("2", "l", "j", "h", "space", "escape", "x", "x"),
    "agenda": ("3", "down", "tab", "down", "space", "down", "escape"),
    "charts": ("4", "down", "down", "tab", "right", "left"),
    "team": ("5", "down", "down", "up", "colon", *"te", "down", "escape", "up"),
}


@pytest.fixture
def firm(small: Company) -> Company:
    """Some free customers, their names wider and narrower than a column."""
    for name in ("Acme", "Acme Trading and Transport of the North Ltd", "上海自动化科技有限公司", "Beta", "Gamma"):
        small.customer(name)
    return small


def drawn(update: ChopsUpdate | None) -> list[tuple[int, int, Strip | None]]:
    """What an update paints: line, column, and what begins there."""
    if update is None:
        return []
    return [
        (y, x, strip)
        for y, first, end in update.spans
        for ends, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True)
        if x < end and ends > first
    ]


@pytest.mark.parametrize("place", KEYS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 18)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_change_is_painted_as_textual_paints_it(
    own: str, firm: Company, place: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    paint, frames = SparingCompositor.render_partial_update, []

    def both(compositor: SparingCompositor) -> ChopsUpdate | None:
        changed = compositor._dirty_regions.copy()
        whole = Compositor.render_partial_update(compositor)
        compositor._dirty_regions = changed
        sparing = paint(compositor)
        frames.append((drawn(sparing), drawn(whole)))
        return sparing

    monkeypatch.setattr(SparingCompositor, "render_partial_update", both)
    async with at_screen(own, size=size) as user:
        await user.press(*KEYS[place])
        assert user.app.is_running
    assert any(whole for _sparing, whole in frames)
    for sparing, whole in frames:
        assert sparing == whole


async def test_a_move_asks_the_list_and_the_lines_that_speak_of_it(
    own: str, firm: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    lines = Widget.render_lines

    def ask(widget: Widget, crop: object) -> list[Strip]:
        asked.append(type(widget).__name__)
        return lines(widget, crop)  # type: ignore[arg-type]

    async with at_screen(own, size=(120, 40)) as user:
        await user.press("1", "down")
        monkeypatch.setattr(Widget, "render_lines", ask)
        await user.pilot.press("down")
        monkeypatch.undo()
    assert {"Rows", "Status"} <= set(asked)
    assert not {"Tabs", "Footer", "FilterLine"} & set(asked)
