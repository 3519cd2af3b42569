"""Every act of the table is reached on each screen with the keys of a phone alone, and with the mouse alone."""

from collections.abc import Callable

import pytest
from textual.widgets import Input

from tests.engines import Make
from tests.screens.shop import LOGIN, make_in_english
from tests.screens.user import User, at_screen
from tuicrm.app import SCREEN_NAMES
from tuicrm.widgets.acts import ACTS, PHONE_KEYS, SCREENS, Act, act, acts_on
from tuicrm.widgets.box import Box
from tuicrm.widgets.keymap import NARROW, footer, key_label
from tuicrm.widgets.option import Option

PHONE, USUAL = (44, 18), (80, 24)
BY_MENU = ("dupes", "sources", "fields", "answer")
"""What the menus and the palette of other screens open."""

OPENED_BY = {
    "customer": ("1", "tab", "enter"), "project": ("2", "enter"), "run": ("3", "r"), "brief": ("3", "b"),
    "timeline": ("3", "b", "colon", *"timeline", "enter"), "settings": ("1", "colon", *"agrees", "enter"),
    "review": ("2", "R"), "changes": ("2", "C"), "trail": ("3", "colon", *"who changed", "enter"),
    "pairs": ("5", "W"),
}  # fmt: skip
OPENED_BY |= dict.fromkeys(BY_MENU, ("1",))
MOVES = ("list.up", "list.down", "list.left", "list.right", "list.first", "list.last", "list.page_up", "list.page_down")
"""The arrows go everywhere that these go."""

ENDS = ("app.quit", "app.leave")
EVERYWHERE = tuple(item.id for item in ACTS if item.where == ("app",))
TRIED = ("pool", "customer", "run")
"""Where the acts of the app itself are tried: on a tab, on a card, and where letters go into a field."""

QUIET = {
    ("charts", "list.open"),
    ("team", "charts.how"),
    ("team", "list.open"),
    ("answer", "list.open"),
    ("dupes", "list.open"),
    ("fields", "list.open"),
    ("pairs", "list.open"),
    ("pool", "comment.add"),
    ("pool", "timeline.open"),  # nothing is under the cursor, and that is said already
    ("pool", "trail.open"),
}
"""What has nothing to add to the figures of so small a firm."""


@pytest.fixture
def shop(template: Callable[[str, Make], str]) -> str:
    """The URL of a small firm in the middle of its work."""
    return template("sqlite", make_in_english)


async def go(user: User, place: str) -> None:
    """Come to a screen from anywhere, by keys of a phone: leave boxes, forms, fields and cards, then open it."""
    while len(user.app.screen_stack) > 1 or isinstance(user.app.screen.focused, Input):
        await user.press("escape")
    if user.app.pane is not None and user.app.pane.place == place:
        return
    if place == "stages":  # it opens from the board's commands
        await go(user, "board")
        await choose(user, "board.stages")
        return
    first, *others = OPENED_BY.get(place, (str(list(SCREENS).index(place) + 1),))
    await user.press(first)
    while user.app.area.depth > 1:  # a card that was left open when another screen was shown
        await user.press("escape")
    await user.press(*(key for key in others if not (key == "tab" and "[Mine" in user.text())))
    if place in BY_MENU:
        user.app.open(place, 0)
        await user.settle()
    if place == "run" and isinstance(user.app.screen, Box):  # one was begun before: go on with it
        await user.press("1")
    assert user.app.pane is not None
    assert user.app.pane.place == place, user.text()


def seen(user: User) -> tuple[str, object]:
    """What is on the screen, and where the next key goes."""
    return user.text(), user.app.screen.focused


def box_of(user: User) -> Box[str]:
    box = user.app.screen
    assert isinstance(box, Box), user.text()
    return box


def place_in(box: Box[str], act_id: str) -> int | None:
    return next((nth for nth, option in enumerate(box.pane.shown) if option.key == act_id), None)


async def choose(user: User, act_id: str) -> Option[str]:
    """Choose an act in the `space` menu by its digit, or in the commands that its last line leads to."""
    await user.press("space")
    menu = box_of(user)
    nth = place_in(menu, act_id)
    if nth is not None:
        option = menu.pane.shown[nth]
        await user.press(str(nth + 1))
        return option
    await user.press(str(len(menu.pane.shown)))
    palette = box_of(user)
    nth = place_in(palette, act_id)
    assert nth is not None, f"{act_id} is in no menu"
    option = palette.pane.shown[nth]
    user.pilot.send(*["down"] * nth)
    await user.settle()
    await user.press("enter")
    return option


def has_own_key(item: Act) -> bool:
    return any(key in PHONE_KEYS for key in item.keys)


@pytest.mark.parametrize("place", SCREENS)
async def test_a_phone_reaches_every_act_and_leaves(shop: str, place: str) -> None:
    async with at_screen(shop, LOGIN, size=PHONE) as user:
        for item in acts_on(place):
            if item.id in (*MOVES, *ENDS) or (item.id in EVERYWHERE and place not in TRIED):
                continue
            await go(user, place)
            before = seen(user)
            if has_own_key(item):
                await user.press(next(key for key in item.keys if key in PHONE_KEYS))
                continue
            option = await choose(user, item.id)
            if option.why:
                assert isinstance(user.app.screen, Box), f"{item.id} was done although: {option.why}"
                assert user.sees(option.why[:12]), f"{item.id} does not say {option.why}"
            elif item.id != "app.refresh" and (place, item.id) not in QUIET:
                assert seen(user) != before, f"{item.id} does nothing and says nothing"
            if item.id == "app.language":
                await choose(user, item.id)
        await go(user, place)
        await choose(user, act("app.leave").id)
        left = not user.app.is_running or user.app.pane is None or user.app.pane.place != place
        assert left, user.text()


@pytest.mark.parametrize(
    ("place", "size"), [*((place, PHONE) for place in SCREENS), *((place, USUAL) for place in SCREEN_NAMES)]
)
async def test_the_mouse_reaches_every_word_of_the_footer(shop: str, place: str, size: tuple[int, int]) -> None:
    async with at_screen(shop, LOGIN, size=size) as user:
        for word in footer(place, size[0]):
            await go(user, place)
            before = seen(user)
            x = word.x + (1 if size[0] < NARROW else 0)
            await user.pilot.click(offset=(x, size[1] - 1))
            await user.settle()
            stays = (place, word.act.id) in QUIET or (word.act.id == "app.back" and place not in OPENED_BY)
            assert seen(user) != before or stays, f"a click on {key_label(word.act)} does nothing"
