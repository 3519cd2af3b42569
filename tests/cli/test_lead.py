"""One command takes somebody in, however it is typed: unquoted, with other names for the options, or pasted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.inside import Inside

SIGNATURE = """Dr. Ann Lee
Head of Purchasing
Newco Ltd
Tel +44 113 496 0777
ann@newco.example
www.newco.example
"""

Card = dict[str, Any]


def taken(inside: Inside, *words: str, typed: str = "") -> Card:
    """Take somebody in and give the card, as its reader sees it."""
    made = inside("lead", "add", *words, "--json", typed=typed).json
    card: Card = inside("customer", "show", str(made["id"]), "--json", login="hale").json
    return card


def facts(card: Card) -> Card:
    """What a lead is about: name, who asks, how they are reached, what they want."""
    people = card["contacts"]
    return {
        "name": card["name"],
        "contact": people[0]["name"] if people else "",
        "points": [point["value"] for one in (card, *people) for point in one["points"]],
        "message": card["inquiries"][0]["message"] or "",
    }


TYPED = (
    ("Acme Ltd --contact Ann Lee --phone 0113 496 0142 --message a demo, soon --source phone",
     ("Acme Ltd", "Ann Lee", ["0113 496 0142"], "a demo, soon")),
    ("--source phone Acme Ltd", ("Acme Ltd", "", [], "")),
    ("--company Acme Ltd --tel 0113 496 0142 --mail ann@acme.example --person Ann Lee --text price?",
     ("Acme Ltd", "Ann Lee", ["0113 496 0142", "ann@acme.example"], "price?")),
    ("--name=Acme --telephone=0113", ("Acme", "", ["0113"], "")),
    ("苏州三一 --电话 13912340000 --联系人 王芳 --留言 要报价", ("苏州三一", "王芳", ["13912340000"], "要报价")),
    ("Acme city=Leeds source=phone --message see size=3", ("Acme", "", [], "see size=3")),
    ("Vantage2 +44 113 496 0142 price of PX-200",
     ("Vantage2", "", ["+44 113 496 0142"], "price of PX-200")),
    ("Vantage Tooling 0113 496 0142", ("Vantage Tooling", "", ["0113 496 0142"], "")),
    ("北京联成互动科技有限公司 张伟 13912345678 想要报价",
     ("北京联成互动科技有限公司", "张伟", ["+86 139 1234 5678"], "想要报价")),
    ("Ann Lee <ann@newco.example>", ("Ann Lee", "Ann Lee", ["ann@newco.example"], "")),
    ("https://www.newco.example/contact", ("newco.example", "", [], "")),
    ("+44 113 496 0142", ("*** 0142", "", ["+44 113 496 0142"], "")),
    ("13 800 138 000", ("*** 8000", "", ["13 800 138 000"], "")),
    ("Firma 2000 GmbH", ("Firma 2000 GmbH", "", [], "")),
    ("360 Grad 24 GmbH", ("360 Grad 24 GmbH", "", [], "")),
)  # fmt: skip
"""What is typed -> name, contact, phones and mails, message."""


@pytest.mark.parametrize(("line", "found"), TYPED, ids=[line for line, _found in TYPED])
def test_a_lead_is_taken_in_as_it_is_typed(inside: Inside, line: str, found: tuple[Any, ...]) -> None:
    assert tuple(facts(taken(inside, *line.split())).values()) == found


@pytest.mark.parametrize("typed", ["0113   496   0142", "0113 496 0142", "0 11 349 60 142", "(0113)  -  496 0142"])
def test_a_phone_alone_is_one_wherever_its_spaces_stand(inside: Inside, typed: str) -> None:
    card = taken(inside, typed)
    assert (card["kind"], [point["key"] for point in card["points"]]) == ("person", ["+441134960142"])


def test_a_signature_is_pasted_and_an_option_stands_before_it(inside: Inside) -> None:
    card = taken(inside, "--paste", "--title", "Director", "--message", "a", "demo", typed=SIGNATURE)
    assert facts(card) == {
        "name": "Newco Ltd", "contact": "Dr. Ann Lee", "points": ["+44 113 496 0777", "ann@newco.example"],
        "message": "a demo",
    }  # fmt: skip
    assert card["contacts"][0]["title"] == "Director"


def test_a_name_that_is_a_domain_finds_whose_it_is(inside: Inside) -> None:
    made = inside("lead", "add", "Newco", "--website", "https://www.newco.example", "--json").json
    again = inside("lead", "add", "newco.example", "--json").json
    assert (again["id"], again["is_new"], again["known_by"]) == (made["id"], False, "domain")


@pytest.mark.parametrize(
    ("words", "typed", "status", "said"),
    [
        (["--paste"], "", 1, "Say who it is: a name, a contact, a phone or an e-mail."),
        (["--paste"], "\n".join(f"0113 496 {n:04}" for n in range(30)), 2, "These are many: `tuicrm lead add -` reads"),
        (["-"], "Ann Lee\nNewco Ltd\n", 2, "a signature, a card or a chat comes in by --paste."),
        (["Acme", "--colour", "red"], "", 2, "There is no option --colour."),
        (["Acme", "--source", "phone", "Ltd"], "", 1, "There is no source phone Ltd."),
    ],
)
def test_what_cannot_be_taken_in_says_what_to_do(
    inside: Inside, words: list[str], typed: str, status: int, said: str
) -> None:
    got = inside("lead", "add", *words, typed=typed)
    assert (got.status, got.out) == (status, "")
    assert said in got.err
    assert got.err.count("\n") == 1
