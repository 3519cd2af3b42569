"""Footer, menu and keys of every screen, at every width and in both languages."""

from collections.abc import Iterator

import pytest

from tuicrm.plain import language
from tuicrm.screens.allowed import why
from tuicrm.widgets.acts import ACTS, PHONE_KEYS, SCREENS, act, acts_on
from tuicrm.widgets.cells import width
from tuicrm.widgets.keymap import NARROW, bindings, conflicts, footer, key_label, menu, methods, plain_key, twins

WIDTHS = (40, 44, 52, 59, 60, 66, 72, 80, 100, 120, 160, 200)
Everywhere = pytest.mark.parametrize("screen", SCREENS)


@pytest.fixture(params=["en", "zh"], autouse=True)
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


@Everywhere
@pytest.mark.parametrize("cells", WIDTHS)
def test_words_of_the_footer_do_not_touch_and_stay_inside(screen: str, cells: int) -> None:
    words = footer(screen, cells)
    edge = 0
    for word in words:
        assert word.x >= edge
        edge = word.x + word.width + 1
        assert word.width == width(f"{word.key} {word.words}" if word.words else word.key)
    assert edge - 1 <= cells


@Everywhere
@pytest.mark.parametrize("cells", WIDTHS)
def test_help_and_the_way_back_never_fall_off(screen: str, cells: int) -> None:
    assert [word.act.id for word in footer(screen, cells)][-2:] == ["app.keys", "app.back"]


@Everywhere
def test_the_menu_is_on_a_phone_s_footer(screen: str) -> None:
    for cells in (40, 44, 59):
        assert footer(screen, cells)[0].act.id == "app.acts"


@Everywhere
def test_a_wider_window_only_adds_words(screen: str) -> None:
    before: set[str] = set()
    for cells in range(NARROW, 161):
        now = {word.act.id for word in footer(screen, cells)}
        assert before <= now, cells
        before = now


@Everywhere
def test_the_more_important_word_comes_first(screen: str) -> None:
    words = [word for word in footer(screen, 200) if word.act.id not in ("app.keys", "app.back")]
    priorities = [word.act.priority for word in words]
    assert priorities == sorted(priorities, reverse=True)


@Everywhere
def test_the_menu_has_at_most_nine_lines_and_the_last_leads_on(screen: str) -> None:
    offers = menu(screen, lambda _act: None)
    assert 1 <= len(offers) <= 9
    assert [offer.number for offer in offers] == list(range(1, len(offers) + 1))
    assert offers[-1].act.id == "app.palette"
    assert len({offer.act.id for offer in offers}) == len(offers)


@Everywhere
def test_what_is_likely_comes_first_in_the_menu(screen: str) -> None:
    usual = [offer.act.id for offer in menu(screen, lambda _act: None)]
    last = [each.id for each in acts_on(screen) if each.menu is not None and each.id != "app.palette"][-1]
    assert menu(screen, lambda _act: None, likely=[last])[0].act.id == last
    swapped = menu(screen, lambda _act: None, likely=usual[1::-1])
    assert [offer.act.id for offer in swapped][:2] == usual[1::-1] if len(usual) > 2 else True


@Everywhere
def test_why_something_cannot_be_done_stands_beside_it(screen: str) -> None:
    offers = menu(screen, lambda act_id: f"not {act_id}")
    assert all(offer.why == f"not {offer.act.id}" for offer in offers)


@Everywhere
def test_every_act_of_a_screen_has_words_and_a_place(screen: str, tongue: str) -> None:
    for each in acts_on(screen):
        assert each.words
        assert each.method.partition("(")[0].isidentifier()
        said = language._(each.words)
        assert said
        if tongue == "zh":
            assert any("\u4e00" <= char <= "\u9fff" for char in said), f"{each.id}: {said}"


def test_no_key_has_two_meanings() -> None:
    assert conflicts() == []


@pytest.mark.parametrize("place", sorted({place for places in SCREENS.values() for place in places}))
def test_bindings_and_methods_speak_of_the_same_keys(place: str) -> None:
    bound = {key: binding.action for binding in bindings(place) for key in binding.key.split(",")}
    assert {key: f"action_{action}" for key, action in bound.items()} == methods(place)


@pytest.mark.parametrize("item", ACTS, ids=lambda item: item.id)
def test_an_act_is_named_for_ever(item) -> None:  # type: ignore[no-untyped-def]
    noun, _dot, verb = item.id.partition(".")
    assert noun
    assert verb
    assert act(item.id) is item
    assert any(place in places for places in SCREENS.values() for place in item.where), "it is somewhere"
    if item.keys:
        assert key_label(item)


def test_a_phone_has_only_keys_that_it_can_send() -> None:
    assert set("123456789") <= set(PHONE_KEYS)
    assert {"enter", "escape", "space", "tab", "up", "down", "left", "right", "backspace"} <= set(PHONE_KEYS)


@pytest.mark.parametrize(
    ("key", "others"),
    [
        ("a", ("ａ",)),
        ("A", ("Ａ",)),
        ("1", ("１",)),
        ("?", ("？",)),
        ("+", ("＋",)),
        ("/", ("／", "、")),
        ("space", ("ideographic_space",)),
        ("enter", ()),
        ("escape", ()),
        ("ctrl+p", ()),
        ("é", ()),
        ("中", ()),
        ("", ()),
    ],
)
def test_an_input_method_sends_a_wide_twin(key: str, others: tuple[str, ...]) -> None:
    assert twins(key) == others


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ａ", "a"),
        ("Ｚ", "Z"),
        ("９", "9"),
        ("？", "?"),
        ("～", "~"),
        ("！", "!"),
        ("\u3000", " "),
        ("a", "a"),
        ("中", "中"),
        ("、", "、"),
    ],
)
def test_a_wide_character_stands_for_its_plain_one(typed: str, meant: str) -> None:
    assert plain_key(typed) == meant


@pytest.mark.parametrize("code", range(0x21, 0x7F))
def test_every_plain_key_has_its_twin_and_back(code: int) -> None:
    assert plain_key(twins(chr(code))[0]) == chr(code)


@pytest.mark.parametrize("role", ["rep", "manager", "auditor", "marketing", "intake"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("cells", [44, 80, 120])
def test_no_key_is_offered_to_a_role_that_never_does_it(screen: str, cells: int, role: str) -> None:
    offered = [word.act.id for word in footer(screen, cells, lambda act_id: why(role, act_id))]
    assert [act_id for act_id in offered if why(role, act_id)] == []
    assert offered[-2:] == ["app.keys", "app.back"]


def test_the_room_of_what_is_left_out_goes_to_the_next() -> None:
    seller = {word.act.id for word in footer("pool", 80)}
    auditor = {word.act.id for word in footer("pool", 80, lambda act_id: why("auditor", act_id))}
    assert "pool.claim" in seller - auditor
    assert auditor - seller
