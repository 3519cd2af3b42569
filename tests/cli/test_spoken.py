"""Command lines without quotation marks, as ssh hands them on: each word reaches the value that it belongs to."""

import pytest

from tests.cli.inside import Inside
from tests.company import Company
from tuicrm.cli.spoken import together

KINDS = {"--note": "str", "--to": "str", "--phone": "str", "--limit": "int", "--json": ""}

LINES = (
    ("Acme --note too big for us", ["Acme", "--note", "too big for us"]),
    ("Acme Ltd --note too big --to li", ["Acme", "Ltd", "--note", "too big", "--to", "li"]),
    ("Acme --note=too big --json", ["Acme", "--note=too big", "--json"]),
    ("Acme --json Ltd", ["Acme", "--json", "Ltd"]),
    ("Acme --limit 3 Ltd", ["Acme", "--limit", "3", "Ltd"]),
    ("--note big Acme Ltd", ["--note", "big", "Acme", "Ltd"]),
    ("--phone 0113 496 0142 Acme", ["--phone", "0113 496 0142", "Acme"]),
    ("--to li -- --note x y", ["--to", "li", "--", "--note", "x", "y"]),
    ("Acme --note big --note small fry", ["Acme", "--note", "big", "--note", "small fry"]),
    ("Acme --note -5 degrees", ["Acme", "--note", "-5 degrees"]),
    ("Acme --note x --nowhere y", ["Acme", "--note", "x", "--nowhere", "y"]),
    ("Acme --note", ["Acme", "--note"]),
    ("", []),
)


@pytest.mark.parametrize(("line", "words"), LINES, ids=[line for line, _words in LINES])
def test_a_value_goes_on_until_the_next_option(line: str, words: list[str]) -> None:
    assert together(line.split(), KINDS) == words


def test_a_value_that_kept_its_quotation_marks_is_whole() -> None:
    assert together(["Acme", "--note", "too big", "Ltd"], KINDS) == ["Acme", "--note", "too big", "Ltd"]


def test_what_help_says_unquoted_is_understood_unquoted(inside: Inside, small_company: Company) -> None:
    """Each line is an example of a help or a document, or one that lost its quotation marks on the way."""
    small_company.customer("Acme Ltd", owner="li")
    for line in (
        "customer contact Acme --name Ann Lee --title Head of Purchasing --phone 0113 496 0142",
        "pool lock Acme --reason budget in May --until 2026-12-31",
        "project add Line 4 --customer Acme Ltd --amount 28k",
        "customer tag Acme --tag key account",
        "pool release Acme --reason other --note too big for us",
    ):
        said = inside(*line.split())
        assert said.status == 0, (line, said.err)
    card = inside("customer", "show", "1", "--json", login="hale").json
    ann = card["contacts"][0]
    assert (ann["name"], ann["title"], [one["value"] for one in ann["points"]]) == (
        "Ann Lee", "Head of Purchasing", ["0113 496 0142"]
    )  # fmt: skip
    assert "key account" in str(card)
    assert "too big for us" in str(card)


def test_a_filter_goes_on_behind_an_option(inside: Inside, small_company: Company) -> None:
    small_company.customer("Acme Ltd", owner="li", class_key="a")
    small_company.customer("Acme North", owner="li", class_key="b")
    assert inside("pool", "list", "acme", "--tab", "mine", "class:a", "--ids").out == "1\n"


def test_help_is_offered_for_the_command_whose_option_wants_a_value(inside: Inside) -> None:
    said = inside("source", "add", "Fair", "--key")
    assert (said.status, said.out) == (2, "")
    assert said.err == "tuicrm: --key wants a value behind it. `tuicrm source add --help` shows how.\n"
