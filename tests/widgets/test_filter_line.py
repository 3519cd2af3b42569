"""The `/` line: it filters while one types."""

import pytest
from textual import events

from tests.widgets.stage import on_stage
from tuicrm.plain import language
from tuicrm.plain.filters import Term
from tuicrm.widgets.completion import FilterKey, candidates, complete
from tuicrm.widgets.filter_line import FilterLine
from tuicrm.widgets.text import Note

KEYS = (
    FilterKey("source", ("来源",), ("phone", "website", "trade fair")),
    FilterKey("class", values=("a", "b")),
    FilterKey("idle"),
)


def line(*, size=(80, 24), **options):
    return on_stage(make=lambda: [FilterLine(KEYS, **options), Note("below")], size=size)


async def opened(seen) -> FilterLine:
    found = seen.app.query_one(FilterLine)
    found.focus_field()
    await seen.pilot.pause()
    return found


async def test_the_filter_follows_the_typing():
    async with line() as seen:
        await opened(seen)
        await seen.press(*"acme class:a,b")
        last = seen.got(FilterLine.FilterChanged)[-1]
        assert last.text == "acme class:a,b"
        assert last.filter.words == ("acme",)
        assert last.filter.terms == (Term("class", "in", ("a", "b")),)
        assert seen.lines()[0].startswith(" / acme class:a,b")


@pytest.mark.parametrize("size", [(80, 24), (44, 18)])
async def test_how_many_are_left_stands_at_the_right(size):
    async with line(size=size) as seen:
        found = await opened(seen)
        found.show_count(38, 1412)
        await seen.pilot.pause()
        assert seen.lines()[0].endswith(" 38 of 1,412")
        found.show_count(38, 412, marked=2)
        await seen.pilot.pause()
        assert seen.lines()[0].endswith(" 38 of 412, 2 marked")


async def test_esc_empties_the_line_then_leaves_it():
    async with line() as seen:
        await opened(seen)
        await seen.press(*"acme", "escape")
        assert seen.got(FilterLine.FilterChanged)[-1].text == ""
        assert seen.got(FilterLine.Left) == []
        await seen.press("escape")
        assert len(seen.got(FilterLine.Left)) == 1


@pytest.mark.parametrize("key", ["enter", "down"])
async def test_the_list_gets_the_focus_back_with_the_filter_kept(key):
    async with line() as seen:
        found = await opened(seen)
        await seen.press(*"acme", key)
        assert len(seen.got(FilterLine.Left)) == 1
        assert found.text == "acme"


async def test_tab_completes_keys_and_values_and_else_goes_on():
    async with line() as seen:
        found = await opened(seen)
        await seen.press(*"so", "tab", *"w", "tab")
        assert found.text == "source:website"
        await seen.press(*" idle:14+", "tab")
        assert found.text == "source:website idle:14+"


async def test_it_completes_what_was_read_for_a_key_since():
    async with line() as seen:
        found = await opened(seen)
        found.offer({"source": ("expo", "Trade fair east"), "unknown": ("a",)})
        await seen.press(*"so", "tab", *"t", "tab")
        assert found.text == 'source:"Trade fair east"'
        await seen.press(*" class:a", "tab")
        assert found.text.endswith("class:a")


async def test_what_is_not_understood_is_said_below_but_not_while_it_is_typed():
    async with line() as seen:
        await opened(seen)
        await seen.press(*"sorce:")
        assert seen.lines()[1] == "below"
        await seen.press("p")
        assert "did you mean source:?" in seen.lines()[1]
        await seen.press(*["backspace"] * 7, *"idle:", "enter")
        assert "idle: wants a value" in seen.lines()[1]


async def test_a_saved_filter_is_put_in_and_tells_what_it_says():
    async with line(value="acme") as seen:
        found = await opened(seen)
        assert found.filter.words == ("acme",)
        assert seen.got(FilterLine.FilterChanged) == []
        found.put("class:a")
        await seen.pilot.pause()
        assert seen.got(FilterLine.FilterChanged)[-1].text == "class:a"


async def test_pasted_control_characters_do_not_come_in():
    async with line() as seen:
        found = await opened(seen)
        seen.app.post_message(events.Paste("ac\x1bme\nltd"))
        await seen.pilot.pause()
        assert found.text == "acme ltd"


async def test_what_may_come_next_is_told_while_one_types():
    async with line() as seen:
        await opened(seen)
        assert seen.got(FilterLine.Offered)[-1].offers == ("source:", "class:", "idle:")
        await seen.press(*"source:phone,")
        assert seen.got(FilterLine.Offered)[-1].offers == ("website", "trade fair")


@pytest.mark.parametrize(
    ("lang", "text", "offers"),
    [
        ("en", "c", ("class:",)),
        ("en", "来", ("source:",)),
        ("zh", "", ("来源:", "class:", "idle:")),
        ("zh", "来源:p", ("phone",)),
        ("en", "acme not:class:", ("a", "b")),
        ("en", "zzz", ()),
        ("en", "zzz:", ()),
    ],
)
def test_all_that_may_come_next(lang, text, offers, request):
    request.addfinalizer(lambda before=language.current(): language.use(before))
    language.use(lang)
    assert candidates(text, KEYS) == offers


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("", None),
        ("acme ", None),
        ("s", "source:"),
        ("acme s", "acme source:"),
        ("来", "来源:"),
        ("来源:", None),
        ("来源:p", "来源:phone"),
        ("source:phone,w", "source:phone,website"),
        ("source:phone,p", None),
        ("source:t", 'source:"trade fair"'),
        ("not:c", "not:class:"),
        ("not:class:b", None),
        ("zzz:a", None),
        ("idle:1", None),
    ],
)
def test_completion(text, completed):
    assert complete(text, KEYS) == completed
