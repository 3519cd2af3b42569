"""Forms: filled in by keys and by mouse, refused in place, left without a loss."""

from datetime import UTC, datetime
from time import monotonic

import pytest
from rich.cells import cell_len
from textual import events

from tests.widgets.stage import SIZES, on_stage
from tuicrm.plain.drafts import DraftKey, Drafts
from tuicrm.plain.formats import clock
from tuicrm.widgets.draft_keeper import QUIET_SECONDS, DraftKeeper
from tuicrm.widgets.fields import Field, Option, Reading
from tuicrm.widgets.form import Form
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.leaving import LINGER_SECONDS
from tuicrm.widgets.text import Note

NAME = Field("name", "客户名称", required=True, hint="As on their letters.")
CITY = Field("city", "City", value="Leeds")
SOURCE = Field("source", "来源", "choice", options=tuple(Option(key, key.title()) for key in ("phone", "web", "fair")))
NEEDS = Field("needs", "Needs", "choices", value="a,c", options=tuple(Option(key, key.upper()) for key in "abc"))
DECIDER = Field("decider", "Decider known", "yesno")
REMARK = Field("remark", "Remark", "note", value="one\ntwo")
COUNT = Field("count", "Lines", "number")
ALL = (NAME, CITY, SOURCE, NEEDS, DECIDER, REMARK, COUNT)
NOW = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)


async def dialog(seen, *fields, **options) -> list:
    """Open a dialog; what it comes back with is put into the list."""
    back = []
    seen.app.push_screen(FormScreen("New customer", fields, **options), back.append)
    await seen.pilot.pause()
    await seen.pilot.pause()
    return back


def below(size=(80, 24)):
    return on_stage(Note("what is below"), size=size)


async def test_enter_walks_through_the_fields_and_sends_in_the_last():
    async with below() as seen:
        back = await dialog(seen, NAME, CITY)
        await seen.press(*"Acme", "enter")
        assert back == []
        await seen.press("enter")
        assert back == [{"name": "Acme", "city": "Leeds"}]
        assert "what is below" in seen.text()


@pytest.mark.parametrize("size", SIZES)
async def test_every_kind_of_field_by_keys(size):
    async with below(size) as seen:
        back = await dialog(seen, *ALL)
        await seen.press(*"Acme", "enter", "enter", "2", "enter", "2", "enter", "y", "down")
        await seen.press("enter", *"three", "down", "3", "f10")
        assert back == [
            {
                "name": "Acme",
                "city": "Leeds",
                "source": "web",
                "needs": "a,b,c",
                "decider": "yes",
                "remark": "one\ntwo\nthree",
                "count": "3",
            }
        ]


async def test_every_kind_of_field_by_mouse():
    async with below() as seen:
        back = await dialog(seen, *ALL)
        await seen.press(*"Acme")
        for words in ("3 Fair", "[x] A", "2 no", "[Save]"):
            y = next(y for y, line in enumerate(seen.lines()) if words in line)
            await seen.click(cell_len(seen.lines()[y].split(words)[0]) + 1, y)
        assert [(each["source"], each["needs"], each["decider"]) for each in back] == [("fair", "c", "no")]


@pytest.mark.parametrize("size", SIZES)
async def test_labels_are_aligned_by_cells(size):
    async with below(size) as seen:
        await dialog(
            seen, *(Field(key, label, value="@") for key, label in enumerate(("客户名称", "City", "来源渠道 campaign")))
        )
        starts = {cell_len(line.split("@")[0]) for line in seen.lines() if "@" in line}
        assert len(starts) == 1
        assert starts.pop() <= size[0] // 2
        assert all(cell_len(line) <= size[0] for line in seen.lines())


@pytest.mark.parametrize("size", [(80, 24), (44, 18)])
async def test_the_field_with_the_focus_is_in_sight_with_its_hint(size):
    fields = [Field(str(number), f"Field {number}", hint=f"Hint {number}") for number in range(30)]
    async with below(size) as seen:
        await dialog(seen, *fields)
        await seen.press(*["down"] * 29)
        assert any(line.strip().startswith("▌ Field 29") for line in seen.lines())
        assert "Hint 29" in seen.text()
        assert "[Save]" in seen.text()


async def test_what_is_missing_or_wrong_is_said_in_place():
    async with below() as seen:
        back = await dialog(seen, NAME, COUNT)
        await seen.press("f10")
        assert "! This is needed." in seen.text()
        await seen.press(*"Acme", "enter", *"many", "enter")
        assert back == []
        assert "This is needed." not in seen.text()
        assert "! This is no number." in seen.text()
        assert "many" in seen.text()
        await seen.press("ctrl+w", "7", "enter")
        assert back == [{"name": "Acme", "count": "7"}]


async def test_how_a_text_is_understood_stands_below_it():
    def read(text: str) -> Reading:
        return Reading("Fri 27 Nov") if text == "fri" else Reading("No day is called so.", ok=False)

    async with below() as seen:
        back = await dialog(seen, Field("day", "Day", "date", read=read))
        await seen.press(*"fr")
        assert "No day is called so." in seen.text()
        await seen.press("enter")
        assert back == []
        await seen.press("i")
        assert "Fri 27 Nov" in seen.text()
        await seen.press("enter")
        assert back == [{"day": "fri"}]


async def test_a_dialog_stays_open_until_what_was_sent_has_arrived():
    sent = []
    async with below() as seen:
        back = await dialog(seen, NAME, CITY, send=lambda values, screen: sent.append((values, screen)))
        await seen.press(*"Acme", "f10", "f10")
        assert len(sent) == 1  # the second one came while the first was on its way
        _values, screen = sent[0]
        screen.refuse({"city": "There is no such city."}, "Nothing was saved.")
        await seen.pilot.pause()
        assert "! There is no such city." in seen.text()
        assert "Nothing was saved." in seen.text()
        await seen.press("ctrl+u", *"York")
        assert "no such city" not in seen.text()
        await seen.press("enter")
        assert sent[1][0] == {"name": "Acme", "city": "York"}
        assert back == []
        screen.done()
        await seen.pilot.pause()
        assert back == [{"name": "Acme", "city": "York"}]


async def test_the_server_s_word_can_stand_there_from_the_beginning():
    async with below() as seen:
        await dialog(seen, NAME, Field("city", "City", value="x", error="There is no such city."))
        assert "! There is no such city." in seen.text()
        await seen.press("y")
        assert "no such city" not in seen.text()


async def test_an_enter_typed_before_the_dialog_was_seen_does_not_send():
    async with below() as seen:
        early = [events.Key("enter", "\r"), events.Key("f10", None)]
        back = await dialog(seen, CITY)
        for key in early:
            assert key.time < monotonic()
            seen.app.post_message(key)
        await seen.pilot.pause()
        assert back == []
        await seen.press("enter")
        assert back == [{"city": "Leeds"}]


async def test_text_typed_before_the_dialog_was_seen_is_kept():
    async with below() as seen:
        early = [events.Key(char, char) for char in "Acme"]
        back = await dialog(seen, NAME)
        for key in early:
            seen.app.post_message(key)
        await seen.pilot.pause()
        await seen.press("enter")
        assert back == [{"name": "Acme"}]


async def test_a_choice_by_arrows_letters_and_full_width_digits():
    async with below() as seen:
        back = await dialog(seen, SOURCE)
        await seen.press("right", "right")
        assert "[2 Web]" in seen.text()
        await seen.press("left", "left")
        assert "[3 Fair]" in seen.text()
        await seen.press("p")
        assert "[1 Phone]" in seen.text()
        seen.app.post_message(events.Key("２", "２"))
        await seen.pilot.pause()
        assert "[2 Web]" in seen.text()
        await seen.press("backspace")
        assert "[" not in seen.text().split("Fair")[0]
        await seen.press("3", "enter")
        assert back == [{"source": "fair"}]


async def test_many_options_show_those_around_the_chosen_one():
    options = tuple(Option(str(number), f"Person number {number}") for number in range(1, 41))
    async with below((44, 18)) as seen:
        back = await dialog(seen, Field("owner", "Owner", "choice", options=options))
        await seen.press(*["right"] * 30)
        assert "[Person number 30]" in seen.text()
        await seen.press("enter")
        assert back == [{"owner": "30"}]


async def test_words_are_deleted_whole():
    async with below() as seen:
        back = await dialog(seen, Field("name", "Name"), Field("remark", "Remark", "note"))
        await seen.press(*"one two", "alt+backspace", *"2 3", "ctrl+w", "down")
        await seen.press(*"four five", "alt+backspace", "f10")
        assert back == [{"name": "one 2", "remark": "four"}]


async def test_a_paste_is_cleaned_and_fits_its_field():
    evil = "Ac\x1b[31mme\x00\u202e\r\nLtd\n"
    async with below() as seen:
        back = await dialog(seen, Field("name", "Name"), Field("remark", "Remark", "note"))
        seen.app.post_message(events.Paste(evil))
        await seen.press("down")
        seen.app.post_message(events.Paste(evil))
        await seen.press("f10")
        assert back == [{"name": "Ac[31mme Ltd", "remark": "Ac[31mme\nLtd"}]


async def test_hostile_words_do_not_reach_the_screen():
    evil = "\x1b]52;c;aGk=\x07[/x][@click=app.quit]\u202e"
    async with below() as seen:
        fields = [
            Field("a", evil, value=evil, hint=evil, error=evil),
            Field("b", "B", "choice", options=(Option("x", evil),)),
            Field("c", "C", "note", value=evil),
        ]
        seen.app.push_screen(FormScreen(evil, fields))
        await seen.pilot.pause()
        assert "\x1b" not in seen.text()
        assert "\u202e" not in seen.text()
        assert "[/x]" in seen.text()


async def test_keys_of_the_screen_below_do_not_act_in_a_form_in_place():
    async with on_stage(make=lambda: [Form([CITY]), Note("below")]) as seen:
        seen.app.bind("q,1,backspace,escape", "app.quit")
        form = seen.app.query_one(Form)
        form.focus_first()
        await seen.press("q", "1", *["backspace"] * 12, "down", "q", "1", "backspace", "x", "escape")
        assert [each.kept for each in seen.got(Form.Left)] == [False]
        assert [(each.key, each.text) for each in seen.got(Form.Changed)][:2] == [
            ("city", "Leedsq"),
            ("city", "Leedsq1"),
        ]
        assert seen.app.is_running


# drafts


@pytest.fixture
def keeper(tmp_path):
    drafts = Drafts(tmp_path / "drafts")
    return lambda: DraftKeeper(drafts, DraftKey("db", "li", "customer.new"), clock=lambda: NOW)


async def test_esc_keeps_what_was_typed_and_the_next_opening_restores_it(keeper):
    async with below() as seen:
        back = await dialog(seen, NAME, CITY, draft=keeper())
        await seen.press(*"Acm", "escape")
        assert back == [None]
        back = await dialog(seen, NAME, CITY, draft=keeper())
        assert f"{clock(NOW.astimezone())} restored; esc twice throws it away." in seen.text()
        await seen.press("e", "f10")
        assert back == [{"name": "Acme", "city": "Leeds"}]
        assert keeper().restore() is None


async def test_esc_twice_throws_a_restored_draft_away(keeper):
    async with below() as seen:
        keeper().drafts.save(keeper().key, {"name": "Acm"}, now=NOW)
        back = await dialog(seen, NAME, draft=keeper())
        await seen.press("escape")
        assert "esc again throws it away" in seen.text()
        await seen.press("escape")
        assert back == [None]
        assert keeper().restore() is None


async def test_esc_once_leaves_a_restored_draft_where_it_is(keeper):
    async with below() as seen:
        keeper().drafts.save(keeper().key, {"name": "Acm"}, now=NOW)
        back = await dialog(seen, NAME, draft=keeper())
        await seen.press("escape")
        assert back == []
        await seen.pilot.let_pass(LINGER_SECONDS)
        assert back == [None]
        assert keeper().restore().fields == {"name": "Acm"}


async def test_a_key_after_esc_stays_in_the_restored_form(keeper):
    async with below() as seen:
        keeper().drafts.save(keeper().key, {"name": "Acm"}, now=NOW)
        back = await dialog(seen, NAME, draft=keeper())
        await seen.press("escape", "e", "enter")
        assert back == [{"name": "Acme"}]


async def test_a_draft_is_written_while_one_types(keeper):
    async with below() as seen:
        await dialog(seen, NAME, draft=keeper())
        await seen.press(*"北京")
        assert keeper().restore() is None
        await seen.pilot.let_pass(QUIET_SECONDS)
        assert keeper().restore().fields == {"name": "北京"}


async def test_a_form_that_was_not_touched_leaves_no_draft(keeper):
    async with below() as seen:
        back = await dialog(seen, NAME, CITY, draft=keeper())
        await seen.press("down", "x", "backspace", "escape")
        assert back == [None]
        assert keeper().restore() is None


async def test_a_draft_outlives_a_refused_sending(keeper):
    async with below() as seen:
        await dialog(seen, NAME, draft=keeper(), send=lambda values, screen: screen.refuse({}, "Not reachable."))
        await seen.press(*"Acme", "f10")
        assert "Not reachable." in seen.text()
        await seen.pilot.let_pass(QUIET_SECONDS)
        assert keeper().restore() is not None


async def test_a_draft_that_cannot_be_written_does_not_disturb(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    keeper = DraftKeeper(Drafts(blocked), DraftKey("db", "li", "customer.new"))
    async with below() as seen:
        back = await dialog(seen, NAME, draft=keeper)
        await seen.press(*"Acme")
        await seen.pilot.let_pass(QUIET_SECONDS)
        assert keeper.problem is not None
        await seen.press("enter")
        assert back == [{"name": "Acme"}]
