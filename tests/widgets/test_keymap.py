"""One table of actions: no key with two meanings, and every act within reach of a phone."""

import pytest

from tuicrm.widgets.acts import ACTS, PHONE_KEYS, SCREENS, Act, act, acts_on
from tuicrm.widgets.cells import width as cells
from tuicrm.widgets.keymap import bindings, conflicts, footer, key_label, menu, twins


def test_the_table_has_no_conflict():
    assert conflicts() == []


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (Act("pool.steal", "c", "steal", "", ("pool",)), "pool: c is both pool.claim and pool.steal"),
        (Act("pool.save", "ctrl+s", "save", "", ("pool",)), "pool.save: ctrl+s is taken by terminals"),
        (Act("pool.wide", "ｃ", "wide", "", ("pool",)), "pool: ｃ is both pool.claim and pool.wide"),
    ],
)
def test_a_conflict_is_named(broken, sentence):
    assert sentence in conflicts([*ACTS, broken])


def test_a_letter_means_the_same_on_every_screen():
    meanings: dict[str, set[str]] = {}
    for each in ACTS:
        for key in (key for key in each.keys if len(key) == 1):
            meanings.setdefault(key, set()).add(each.words.split()[0])
    assert {key: words for key, words in meanings.items() if len(words) > 1} == {}


def test_ids_are_noun_verb_and_unique():
    ids = [each.id for each in ACTS]
    assert len(set(ids)) == len(ids)
    assert all(each.count(".") == 1 and each == each.lower() for each in ids)


@pytest.mark.parametrize("screen", SCREENS)
def test_methods_are_unique_on_a_screen(screen):
    methods = [each.method for each in acts_on(screen)]
    assert len(set(methods)) == len(methods)


def test_full_width_twins_reach_the_same_act():
    assert twins("c") == ("ｃ",)
    assert twins("?") == ("？",)
    assert twins("/") == ("／", "、")
    assert twins("1") == ("１",)
    assert twins("space") == ("ideographic_space",)
    assert twins("enter") == ()
    keys = {key for each in bindings("app") for key in each.key.split(",")}
    assert {"？", "：", "１", "ideographic_space", "ｕ"} <= keys


def test_a_binding_carries_the_id_and_the_method():
    claim = next(each for each in bindings("pool") if each.id == "pool.claim")
    assert (claim.key, claim.action, claim.show) == ("c,ｃ", "claim", False)
    assert next(each for each in bindings("app") if each.id == "screen.board").action == "show('board')"


@pytest.mark.parametrize("screen", SCREENS)
def test_the_menu_has_nine_at_most_and_ends_with_all_others(screen):
    offers = menu(screen, lambda _id: None)
    assert [offer.number for offer in offers] == list(range(1, len(offers) + 1))
    assert len(offers) <= 9
    assert offers[-1].act.id == "app.palette"


def test_the_likeliest_come_first_and_reasons_are_kept():
    offers = menu("board", lambda each: "delivery date missing" if each == "project.forward" else None,
                  likely=("project.win",))  # fmt: skip
    assert offers[0].act.id == "project.win"
    assert [offer.why for offer in offers if offer.act.id == "project.forward"] == ["delivery date missing"]


@pytest.mark.parametrize("name", ["app.acts", "app.palette", "screen.pool", "list.open", "app.back", "pane.next"])
def test_every_menu_entry_and_first_key_is_within_reach_of_a_phone(name):
    item = act(name)
    assert item.menu is not None or any(key in PHONE_KEYS for key in item.keys)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("width", [20, 40, 44, 59, 60, 80, 120])
def test_the_footer_fits_and_never_drops_help_and_back(screen, width):
    words = footer(screen, width)
    assert [word.act.id for word in words[-2:]] == ["app.keys", "app.back"]
    ends = [word.x + word.width for word in words]
    assert all(word.x >= end for word, end in zip(words[1:], ends, strict=False))
    assert ends[-1] <= width
    for word in words:
        text = f"{word.key} {word.words}" if word.words else word.key
        assert cells(text) == word.width


@pytest.mark.parametrize("screen", SCREENS)
def test_menu_lines_fit_a_phone(screen):
    assert [offer.act.id for offer in menu(screen, lambda _id: None) if cells(offer.act.tip) > 36] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_phone_footer_always_has_the_acts(screen):
    assert footer(screen, 40)[0].act.id == "app.acts"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("width", [40, 44, 59, 60, 80, 120])
def test_no_word_of_a_footer_is_empty(screen, width):
    assert all((word.key + word.words).strip("[] ") for word in footer(screen, width))


def test_a_wide_footer_says_what_matters_first():
    text = "  ".join(f"{word.key} {word.words}".strip() for word in footer("pool", 80))
    assert text == "enter open  c claim  a plan  space acts  x mark  / filter  + new  ? keys  esc"


def test_labels_are_for_people():
    assert key_label(act("app.back")) == "esc"
    assert key_label(act("app.keys")) == "?"
    assert key_label(act("customer.edit")) == ""
