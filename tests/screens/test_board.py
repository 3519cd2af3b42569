"""The board as its user sees it: cards move by key and by mouse, and what is missing is asked for in place."""

import pytest

from tests.company import NOW, Company
from tests.sales.test_briefing import contact
from tests.sales.test_funnel import asks, project, stage
from tests.screens.user import at_screen
from tuicrm.sales import funnel, settings
from tuicrm.sales import projects as projects_rules
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.tables.customers import needs

WIDE = (120, 40)


@pytest.fixture
def firm(own: str):  # type: ignore[no-untyped-def]
    made = Company(Database(own))
    acme = made.customer("Acme Ltd", owner="li")
    project(made, "PX line", customer_id=acme, amount_minor=28_000_00)
    project(made, "Service", login="roth", amount_minor=9_000_00)
    yield made
    made.database.close()


async def test_columns_show_count_sum_and_cards(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE) as user:
        await user.press("2")
        assert user.sees("2 open projects")
        assert user.sees("Acme Ltd")
        assert user.sees("28.0k")
        assert user.sees("no next step")


async def test_card_moves_by_key_and_the_status_says_so(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "L")
        assert user.sees("New to Needs")
    board = firm.desk("li").read(funnel.board, funnel.BoardQuery())
    assert [column.count for column in board.columns][:2] == [1, 1]


async def test_missing_check_is_ticked_in_place_and_the_card_moves(own: str, firm: Company) -> None:
    asks(firm, "New", "Needs", ("check", "need", "need known"))
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "L")
        assert user.sees("need known")
        await user.press("1")
        assert user.sees("New to Needs")


async def test_winning_asks_for_amount_and_cost(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "m", "6")
        assert user.sees("Won: Acme Ltd")
        await user.press("enter", *"17500", "enter", *"repeat", "enter")
        assert user.sees("Profit 10.5k"), user.text()
    board = firm.desk("li").read(funnel.board, funnel.BoardQuery())
    assert board.won.count == 1


async def test_what_a_win_still_wants_is_chosen_in_place_and_nothing_is_typed_twice(own: str, firm: Company) -> None:
    asks(firm, "New", "Needs", ("field", "need", "need known"))
    asks(firm, "Quote", "Close", ("field", "decider", "decider known"), ("check", "delivery", "delivery date"))
    firm.database.write_as(lambda session: change.insert(session, needs, name="fewer stops", position=0), NOW)
    contact(firm, 1, "J. Novak", "+44 117 496 0142", part="uses")
    async with at_screen(own, "li", size=WIDE) as user:
        for key, seen in (
            ("2", "no next step"), ("L", "need known choose"), ("1", "fewer stops"), ("1", "New to Needs"),
            ("m", "Move Acme Ltd to"), ("6", "Won still wants"), ("1", "J. Novak uses"), ("1", "1 [ ] delivery date"),
            ("1", "Won: Acme Ltd"),
        ):  # fmt: skip
            await user.press(key)
            await user.until(lambda seen=seen: user.sees(seen))  # type: ignore[misc]
            await user.settle()
        await user.press("enter", *"17500", "enter")
        assert user.sees("1 repeat order"), user.text()
        await user.press("1", "enter")
        assert user.sees("Profit 10.5k"), user.text()


async def test_what_is_a_fact_of_the_project_is_filled_in_place(own: str, firm: Company) -> None:
    asks(firm, "New", "Needs", ("field", "expected", "date known"))
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "L", "1")
        assert user.sees("Change PX line")


async def test_losing_wants_a_reason(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "m", "7", "1")
        assert user.sees("Acme Ltd is lost") or user.sees("PX line is lost")


async def test_refused_move_of_somebody_elses_card_says_why(own: str, firm: Company) -> None:
    async with at_screen(own, "roth", size=WIDE) as user:
        await user.press("2", "L")
        assert user.sees("Li Wei holds")


async def test_a_manager_picks_a_person(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=WIDE) as user:
        await user.press("2", "/", *"owner:roth", "enter")
        assert user.sees("1 open project"), user.text()
        assert not user.sees("Acme Ltd")


async def test_new_project_begins_in_the_first_stage(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "B", *"Line 4", "enter", *"12k", "enter", "enter")
        assert user.sees("Line 4 begins in New")
        await user.until(lambda: any(line.startswith("▌Line 4") for line in user.lines()))
    assert firm.desk("li").read(funnel.board, funnel.BoardQuery()).columns[0].count == 3


async def test_next_step_is_planned_from_the_card(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "a", *"call tomorrow 10:00", "enter")
        assert user.sees("Planned: call")
    assert stage(firm, "New")


async def test_the_first_stage_says_that_there_is_none_before_it(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "H")
        assert user.status == "There is no stage on that side."


async def test_the_filter_line_says_how_the_board_looks_too(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=WIDE) as user:
        await user.press("2", "/", *"owner:li lanes:owner hide:Lost cards:small", "enter")
        assert user.sees("1 open project   1") is False
        assert user.sees("1 open project"), user.text()
        assert user.sees("lanes by owner"), user.text()
        assert user.sees("hidden: Lost")
        assert not user.sees("no next step PX line"), user.text()
        await user.press("/", "escape", "escape")
        assert user.sees("2 open projects"), user.text()


async def test_a_view_is_saved_and_chosen_again(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=WIDE) as user:
        await user.press("2", "|", "=", "v")
        await user.click("Save this view ...")
        await user.press(*"my lanes", "enter", "enter")
        assert user.sees("my lanes is saved"), user.text()
        await user.press("v")
        await user.click("Everything")
        assert not user.sees("lanes by owner"), user.text()
        await user.press("v", "1")
        assert user.sees("lanes by owner"), user.text()


async def test_cards_are_marked_and_moved_together(own: str, firm: Company) -> None:
    asks(firm, "New", "Needs", ("field", "customer", "customer known"))
    async with at_screen(own, "wang", size=WIDE) as user:
        await user.press("2", "x", "x")
        assert user.sees("2 marked"), user.text()
        await user.press("L")
        assert user.sees("1 done. Service: Needs still wants: customer known."), user.text()
        await user.press("u")
        assert user.sees("Taken back: move of several projects"), user.text()
    board = firm.desk("li").read(funnel.board, funnel.BoardQuery())
    assert board.columns[0].count == 2


async def test_marked_cards_are_lost_and_tagged_together(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE) as user:
        await user.press("2", "X", "E", "2", *"fair, -old", "enter")
        assert user.sees("2 done."), user.text()
        await user.press("X", "m", "6", "1")
        assert user.sees("2 done."), user.text()
    board = firm.desk("li").read(funnel.board, funnel.BoardQuery())
    assert (board.columns[0].count, board.lost.count) == (0, 2)


async def test_the_list_of_stages_says_what_each_lacks(own: str, firm: Company) -> None:
    asks(firm, "New", "Needs", ("check", "need", "need known"), ("field", "expected", "day known"))
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "m")
        assert user.sees("2 Needs: wants need known, day known"), user.text()
        assert user.sees("1 New"), user.text()


async def test_a_key_stage_is_asked_for_and_agreed_to_with_one_digit(own: str, firm: Company) -> None:
    from tests.sales.chances import insert
    from tuicrm.store.tables.funnel import transitions

    pair = {"from_stage_id": stage(firm, "New"), "to_stage_id": stage(firm, "Needs")}
    insert(firm, transitions, **pair, needs_approval=True)
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "L")
        assert user.sees("Needs needs a lead's approval"), user.text()
        await user.press(*"they signed", "enter")
        assert user.sees("waits for a lead"), user.text()
    async with at_screen(own, "wang", size=WIDE) as user:
        await user.press("2", "space", "1")
        assert user.sees("they signed"), user.text()
        await user.press("1")
        assert user.sees("New to Needs"), user.text()


async def test_path_panel_ticks_plans_and_moves(own: str, firm: Company) -> None:
    from tuicrm.sales.funnel import playbook
    from tuicrm.sales.funnel.playbook import Plays, Step

    plays = Plays("ask what for", ("why now?",), steps=(Step("call", "first call", 2),))
    firm.desk("hale").write(playbook.set_playbook, stage(firm, "New"), plays)
    asks(firm, "New", "Needs", ("check", "need", "need known"))
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "p")
        for seen in ("ask what for", "? why now?", "1 [ ] need known", "2 + call: first call", "3 Move to Needs"):
            assert user.sees(seen), user.text()
        await user.press("1")
        assert user.sees("1 [x] need known"), user.text()
        await user.press("2")
        assert user.sees("2 Move to Needs"), user.text()
        await user.press("2")
        assert user.sees("New to Needs"), user.text()


async def test_amount_is_changed_in_place_with_its_reason(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "E", "1", *["backspace"] * 10, *"31k", "enter", *"two lines", "enter")
        assert user.sees("31.0k"), user.text()
    found = firm.desk("li").read(projects_rules.card, 1)
    assert (found.edits[0].reason, found.facts["amount_minor"]) == ("two lines", 31_000_00)


async def test_an_own_chance_is_kept_or_dropped_after_the_move(own: str, firm: Company) -> None:
    firm.desk("li").write(projects_rules.edit, 1, 1, probability=90, probability_reason="signed")
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "L")
        assert user.sees("does your own chance still hold?"), user.text()
        await user.press("1")
    assert firm.desk("li").read(projects_rules.card, 1).facts["probability"] == 90


async def test_a_column_is_folded_and_takes_little(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=(80, 24)) as user:
        await user.press("2", "-")
        assert not user.sees("28.0k"), user.text()
        assert user.sees("Needs  "), user.text()
        await user.press("-")
        assert user.sees("Acme Ltd"), user.text()


async def test_what_others_move_is_seen_and_the_cursor_stays(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2")
        before = user.status
        service = firm.desk("roth").read(projects_rules.find, "Service").id
        firm.desk("roth").write(funnel.move, service, stage(firm, "Needs"))
        await user.until(lambda: "Service" in "".join(line[20:60] for line in user.lines()))
        assert user.status == before
        assert any(line.startswith("▌Acme Ltd") for line in user.lines()), user.text()


async def test_a_card_that_somebody_moved_meanwhile_is_told_and_shown_where_it_is(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "m")
        firm.desk("wang").write(funnel.move, 1, stage(firm, "Needs"))
        await user.press("3")
        await user.until(lambda: user.sees("F. Wang moved PX line to Needs"))
        await user.until(lambda: "Acme Ltd" in "".join(line[20:40] for line in user.lines()))


async def test_a_loss_asks_what_is_to_be_learnt(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "m", "7", "1", *"Bolt Inc", "enter", *"too dear", "f10")
        assert user.sees("Saved."), user.text()
    facts = firm.desk("li").read(projects_rules.card, 1).facts
    assert (facts["competitor"], facts["lost_note"]) == ("Bolt Inc", "too dear")


async def test_a_lead_agrees_with_one_key_on_the_agenda(own: str, firm: Company) -> None:
    from tests.sales.chances import insert
    from tuicrm.sales.funnel import approving
    from tuicrm.store.tables.funnel import transitions

    pair = {"from_stage_id": stage(firm, "New"), "to_stage_id": stage(firm, "Needs")}
    insert(firm, transitions, **pair, needs_approval=True)
    firm.desk("li").write(approving.ask, 1, stage(firm, "Needs"), reason="they signed")
    async with at_screen(own, "wang", size=WIDE) as user:
        await user.press("3")
        assert user.sees("Waits for your approval"), user.text()
        assert user.sees("New > Needs: they"), user.text()
        await user.press("d")
        assert user.sees("New to Needs"), user.text()
        await user.until(lambda: not user.sees("Waits for your approval"))


@pytest.mark.parametrize(
    ("login", "sight", "presenting", "said"),
    [
        ("li", "team", False, "East"), ("li", "own", False, "Li Wei"), ("li", "all", False, "all teams"),
        ("wang", "team", False, "East"), ("wang", "all", False, "all teams"), ("wang", "all", True, "East"),
        ("hale", "team", False, "all teams"), ("hale", "team", True, "all teams"), ("eye", "team", False, "all teams"),
    ],
)  # fmt: skip
async def test_the_head_says_whose_projects_stand_there(
    own: str, firm: Company, login: str, sight: str, presenting: bool, said: str
) -> None:
    firm.desk("hale").write(settings.put_setting, "sight", sight)
    async with at_screen(own, login, start="board") as user:
        if presenting:
            await user.press("P")
        assert user.lines()[1].strip().startswith(said)
