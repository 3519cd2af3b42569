"""What a figure proposes opens where it is done: a form, a page, or the records that the words speak of."""

from datetime import UTC, datetime

import pytest

from tests.company import Company
from tests.sales.test_funnel import project
from tests.screens.user import at_screen
from tuicrm.sales.analysis.answer import Do
from tuicrm.sales.funnel.stages import stages
from tuicrm.screens import CARDS
from tuicrm.screens.figures import Drawn, numbered
from tuicrm.screens.proposing import spoken_of
from tuicrm.screens.stages import OfStage
from tuicrm.store.database import Database
from tuicrm.store.errors import NotFound
from tuicrm.widgets.chart import Chart, Series

BEHIND = (("a",), ("b",), ("c",))


def drawn(labels: tuple[str, ...], keys: tuple[tuple[str, ...], ...]) -> Drawn:
    chart = Chart("hbar", "Lost", (Series("", tuple(1.0 for _one in labels)),), labels)
    return Drawn(chart, (), "", "", keys)


@pytest.mark.parametrize(
    ("labels", "keys", "words", "place"),
    [
        (("New", "Needs", "Quote"), BEHIND, "go through the projects lost at Quote", 2),
        (("New", "Needs", "Quote"), BEHIND, "go through the projects lost at Needs", 1),
        (("New", "Needs", "Quote"), BEHIND, "go on", 0),
        (("New", "New business", "Quote"), BEHIND, "lost at New business", 1),
        (("New business", "New", "Quote"), BEHIND, "lost at New business", 0),
        (("报价", "谈判", "需求"), BEHIND, "看看在谈判丢掉的商机", 1),
        (("New", "Needs", "Quote"), ((), ("b",), ("c",)), "go on", 1),
        (("New", "Needs", "Quote"), ((), ("b",), ("c",)), "lost at New", 1),
        (("New", "Needs", "Quote"), ((), (), ()), "lost at New", None),
        (("New",), (), "lost at New", None),
        (("",), (("a",),), "lost at New", 0),
    ],
)
def test_words_that_name_a_bar_mean_its_records(
    labels: tuple[str, ...], keys: tuple[tuple[str, ...], ...], words: str, place: int | None
) -> None:
    assert spoken_of(drawn(labels, keys), words) == place


@pytest.mark.parametrize(
    ("advice", "line"),
    [
        ((), ""),
        (("open the first",), "Do: 1 open the first"),
        (("open the first", Do("pair two", "pairs")), "Do: 1 open the first  2 pair two"),
    ],
)
def test_each_has_the_digit_that_does_it(advice: tuple[str, ...], line: str) -> None:
    assert numbered(advice) == line


@pytest.mark.parametrize(
    ("made", "place"),
    [
        (Do("pair two", "pairs"), ("pairs", 0)),
        (Do("open it", "project", 7), ("project", 7)),
        (Do("look at the records"), None),
    ],
)
def test_a_proposal_reads_as_its_words_and_knows_its_place(made: Do, place: tuple[str, int] | None) -> None:
    assert made.place == place
    assert f"{made}!" == str(made) + "!"
    assert made in {"pair two", "open it", "look at the records"}


@pytest.mark.parametrize("kind", ["exits_of_stage", "playbook_of_stage", "review", "pairs", "project", "customer"])
def test_every_place_of_a_proposal_is_a_card(kind: str) -> None:
    assert kind in CARDS


@pytest.fixture
def late(own: str) -> Company:
    """A company whose Quote stage has one project that is late."""
    made = Company(Database(own))
    project(made, "open one", amount_minor=500_00)
    return made


@pytest.mark.parametrize(
    ("card", "login", "title"),
    [
        ("exits_of_stage", "boss", "From Quote to"),
        ("playbook_of_stage", "boss", "Playbook of Quote"),
        ("exits_of_stage", "li", None),
    ],
)
async def test_the_form_of_a_stage_opens_at_that_stage(
    own: str, late: Company, card: str, login: str, title: str | None
) -> None:
    quote = next(one for one in late.desk("boss").read(stages) if one.name == "Quote")
    now = late.clock.now
    late.database.close()
    async with at_screen(own, login, now=now) as user:
        user.app.pane.bridge.open(card, quote.id)
        await user.until(lambda: isinstance(user.app.pane, OfStage) and user.app.pane.here is not None)
        await user.settle()
        pane = user.app.pane
        assert isinstance(pane, OfStage)
        assert pane.here is not None
        assert pane.here.name == "Quote"
        assert user.sees(title) if title else not user.sees("From Quote to")


def test_a_stage_that_there_is_not_has_no_funnel(small_company: Company) -> None:
    from tuicrm.sales.funnel.stages import funnel_of

    boss = small_company.desk("boss")
    one = boss.read(stages)[0]
    assert boss.read(funnel_of, one.id) == one.funnel_id
    with pytest.raises(NotFound):
        boss.read(funnel_of, 10**9)


TALKATIVE = " ".join(f"Sentence {number} of what a figure may say when much is to be said." for number in range(12))


async def test_what_to_do_is_seen_under_the_longest_sentences(own: str, late: Company) -> None:
    late.database.close()
    async with at_screen(own, "boss", size=(80, 24), now=datetime(2026, 11, 23, 9, tzinfo=UTC)) as user:
        await user.press("4")
        pane = user.app.pane
        chart = Chart("hbar", "Lost", (Series("", (1.0,)),), ("New",))
        pane.drawn = Drawn(chart, (), TALKATIVE, "", (), ("go through the projects lost at New", "pair two"))
        pane._say_note()
        await user.settle()
        assert user.sees("Do: 1 go through the projects lost at New 2 pair two")
        assert user.sees("Sentence 0")
