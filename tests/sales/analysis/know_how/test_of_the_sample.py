"""The sample company's planted effects are told; the same company without any is not said to have them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.engines import Engines
from tests.sample.conftest import make_english
from tuicrm.cli.report_answer import as_dict, for_programs, shown
from tuicrm.exchange.drawing import table_rows
from tuicrm.plain import language
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.sample.company import make
from tuicrm.sample.effects import NONE
from tuicrm.store import migrate
from tuicrm.store.database import Database
from tuicrm.widgets.cells import width

TODAY = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)
NAMES = ("playbook", "spread", "coverage", "coverage-class", "coverage-industry", "leaving", "concentration", "ladder")
DECIDER, BROCHURE = "Go through the quote with who decides", "Send the brochure"


def make_plain(url: str) -> None:
    database = Database(url)
    migrate.ensure(database)
    make(database, TODAY, "en", seed=1007, effects=NONE)
    database.close()


@pytest.fixture(scope="module")
def sample(engines: Engines) -> Iterator[Database]:
    database = Database(engines.original("sqlite", make_english))
    yield database
    database.close()


@pytest.fixture(scope="module")
def plain(engines: Engines) -> Iterator[Database]:
    database = Database(engines.original("sqlite", make_plain))
    yield database
    database.close()


def asked(database: Database, name: str, login: str = "hale", **scope: str) -> Answer:
    return database.as_(login, lambda: TODAY, through="test").read(answer, name, Scope(**scope))  # type: ignore[arg-type]


def test_the_action_that_is_worth_much_is_named_and_the_worthless_one_is_not(sample: Database) -> None:
    found = asked(sample, "playbook")
    assert f"“{DECIDER}” (Quote) goes along with going on" in found.said[0]
    verdicts = {line.key[0]: line.figures["verdict"] for line in found.lines}
    assert verdicts.pop(DECIDER) == "goes along"
    assert set(verdicts.values()) == {"can't be told"}
    assert any(one.startswith(f"“{BROCHURE}” (Needs) only looks splendid") for one in found.said)
    assert found.advice[0] == f"make “{DECIDER}” (Quote) an exit criterion of its stage"


def test_without_effects_no_practice_is_said_to_make_a_difference(plain: Database) -> None:
    found = asked(plain, "playbook")
    assert "Of no practice can be told that it makes a difference; 7 were tested." in found.said[0]


def test_the_single_point_is_named_and_heads_what_hangs_on_one(sample: Database, plain: Database) -> None:
    found = asked(sample, "coverage")
    assert found.said[0].startswith("Only A. Roth can sell LX-700 laser tracker: ")
    assert found.advice[0].endswith("go along with A. Roth on the next LX-700 laser tracker")
    leaving = asked(sample, "leaving")
    assert leaving.lines[0].key == ("A. Roth",)
    assert leaving.said[1] == "Nobody else can sell: LX-700 laser tracker (A. Roth)."
    assert not any(one.startswith("Only") for one in asked(plain, "coverage").said)
    assert not any("Nobody else" in one for one in asked(plain, "leaving").said)


def test_parts_of_what_could_go_add_up(sample: Database) -> None:
    for line in asked(sample, "leaving").lines:
        row = line.figures
        assert row["together"] == row["alone"] + row["pipeline"] + row["lone"], line.key


def test_the_age_and_the_one_thing_that_is_missing(sample: Database) -> None:
    found = asked(sample, "ladder")
    assert found.said[0].startswith("Age: youth. 4 of 5 steps to adult are taken. Missing: ")
    assert "open projects with a next step" in found.said[0]
    assert found.advice[0].startswith("plan the next step: tuicrm agenda missing (")
    line = next(line for line in found.lines if line.figures["step"] == "plan")
    records = sample.as_("hale", lambda: TODAY, through="test").read(behind, "ladder", Scope(), line.behind).records
    assert len(records) == line.figures["lack"]


def test_matrix_is_whole_in_eighty_columns(sample: Database) -> None:
    found = asked(sample, "coverage")
    matrix = next(part for part in found.parts if part.name == "matrix")
    assert width(matrix.title) == 41
    assert all(width(line.figures["matrix"]) == 41 for line in found.lines)
    assert matrix in shown(found)
    assert not any(part.name.startswith("@") for part in shown(found)), "single figures are for programs"
    heads = table_rows(found)[0]
    assert heads[:4] == ["product", matrix.title, "can", "asked"]


def test_programs_get_figures_and_no_drawn_row(sample: Database) -> None:
    found = asked(sample, "coverage")
    document = as_dict(found)
    laser = next(row for row in document["rows"] if row["key"] == ["LX-700 laser tracker"])
    assert (laser["@li"], laser["can"], laser["@roth"]) == (0, 1, laser["won"])
    assert "matrix" not in laser
    assert "matrix" not in {part.name for part in for_programs(found)}
    spread = as_dict(asked(sample, "spread"))["rows"][0]
    assert len(spread["curve"].split()) == 15, "14 months and the one it was written in"


@pytest.mark.parametrize("name", NAMES)
def test_in_chinese_nothing_is_left_in_english(sample: Database, name: str) -> None:
    language.use("zh")
    try:
        found = asked(sample, name)
        texts = [found.title, *found.heads, *found.said, *found.definition.parts().values()]
        texts += [part.title for part in found.parts if not part.title.startswith("@") and part.only != "programs"]
        for text in texts:
            assert name.startswith("coverage") or any(ord(sign) > 0x2E80 for sign in text) or len(text) < 4, text
        assert any(ord(sign) > 0x2E80 for sign in found.said[0])
    finally:
        language.use(None)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("login", ["li", "wang", "eye"])
def test_whoever_asks_gets_an_answer_of_what_they_may_see(sample: Database, name: str, login: str) -> None:
    if login == "eye":
        login = "falk"
    found = asked(sample, name, login)
    assert found.said
    assert all(found.said)
    if login == "li":
        others = ("Lindgren", "Virtanen", "Roth", "Kuhn")
        assert not any(one in text for one in others for text in [*found.said, *found.advice, found.legend])


@pytest.mark.parametrize("name", NAMES)
def test_a_past_day_is_read_as_it_was(sample: Database, name: str) -> None:
    from datetime import date

    found = sample.as_("hale", lambda: TODAY, through="test").read(
        answer, name, Scope(to_on=date(2026, 5, 31), as_of=date(2026, 5, 31))
    )
    assert found.as_of == date(2026, 5, 31)
    assert found.said
