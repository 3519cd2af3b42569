"""Own fields are changed and set aside without losing a value, and travel as TOML."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.inside import Inside
from tests.company import Company
from tests.sales.house import refusal
from tuicrm.exchange import field_file
from tuicrm.exchange.field_file import FieldFileError
from tuicrm.sales import customers, field_editing, fields, undo
from tuicrm.sales.fields import OwnField
from tuicrm.store.errors import NotFound


def own(company: Company, customer_id: int) -> dict[str, str]:
    return {one.field.key: one.text for one in company.desk("hale").read(customers.card, customer_id).own}


def test_a_field_is_renamed_widened_and_taken_back(company: Company) -> None:
    hale = company.desk("hale")
    made = hale.write(fields.add, "customer", "Size", "choice", ("small", "large"))
    acme = company.customer("Acme")
    hale.write(fields.set_value, made.id, acme, "small")
    changed = hale.write(field_editing.edit, "customer", "size", name="How large", choices=("small", "large", "huge"),
                         required_for=("A", "B"))  # fmt: skip
    assert (changed.key, changed.name, changed.choices) == ("size", "How large", ("small", "large", "huge"))
    assert dict(hale.read(fields.listed_with_required))[changed] == ("A", "B")
    assert own(company, acme) == {"size": "small"}
    hale.write(undo.last)
    assert hale.read(fields.listed)[0].name == "Size"


def test_a_field_set_aside_comes_back_with_its_values(small_company: Company) -> None:
    hale = small_company.desk("hale")
    made = hale.write(fields.add, "customer", "Size", "number")
    acme = small_company.customer("Acme")
    hale.write(fields.set_value, made.id, acme, "12")
    hale.write(field_editing.set_aside, "customer", "size")
    assert own(small_company, acme) == {}
    hale.write(field_editing.set_aside, "customer", "size", is_away=False)
    assert own(small_company, acme) == {"size": "12"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"type": "number"}, "field_type_kept"),
        ({"choices": ("large",)}, "choice_in_use"),
        ({"colour": "red"}, "field_unknown"),
    ],
)
def test_what_would_lose_a_value_is_refused(small_company: Company, values: dict[str, Any], code: str) -> None:
    hale = small_company.desk("hale")
    made = hale.write(fields.add, "customer", "Size", "choice", ("small", "large"))
    hale.write(fields.set_value, made.id, small_company.customer("Acme"), "small")
    refused = refusal(small_company, "hale", field_editing.edit, "customer", "size", **values)
    assert refused.code == code
    assert isinstance(refusal(small_company, "hale", field_editing.edit, "customer", "none", name="x"), NotFound)


def test_a_type_may_change_while_there_is_no_value(small_company: Company) -> None:
    hale = small_company.desk("hale")
    hale.write(fields.add, "customer", "Size", "number")
    assert hale.write(field_editing.edit, "customer", "size", type="text").type == "text"
    assert refusal(small_company, "hale", field_editing.edit, "customer", "size", type="colour").code == "field_type"


TEXTS = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=20).filter(str.strip)


@settings(max_examples=25, deadline=None)
@given(name=TEXTS, choices=st.lists(TEXTS, max_size=3, unique=True), required=st.lists(TEXTS, max_size=2))
def test_fields_come_back_from_their_file_as_they_were(name: str, choices: list[str], required: list[str]) -> None:
    one = OwnField(1, "customer", "size", name, "choice", tuple(choices), False)
    (read,) = field_file.read(field_file.write([(one, tuple(required))]))
    assert (read["of"], read["key"], read["name"], read["type"]) == ("customer", "size", name, "choice")
    assert (read.get("choices", []), read.get("required_for", [])) == (choices, required)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[field", "no TOML"),
        ("", "One [[field]]"),
        ("x = 1", "One [[field]]"),
        ("[[field]]\nkey = 'a'", "Field 1 has no name"),
        ("[[field]]\nname = 'a'\ncolour = 1", "Field 1 says colour"),
        ("[[field]]\nname = 'a'\nchoices = 'x'", "choices is a list"),
    ],
)
def test_a_file_that_is_none_says_why(text: str, said: str) -> None:
    with pytest.raises(FieldFileError) as refused:
        field_file.read(text)
    assert said in str(refused.value)


def test_fields_go_out_and_come_in_from_the_shell(small_company: Company) -> None:
    inside = Inside(small_company)
    assert inside("field", "add", "Size", "--type", "choice", "--choice", "small", login="hale").status == 0
    assert inside("field", "edit", "size", "--choice", "small", "--choice", "huge", login="hale").status == 0
    text = inside("field", "export").out
    assert '"huge"' in text
    text += '\n[[field]]\nname = "Colour"\nof = "contact"\n'
    assert inside("field", "import", "-", "--json", login="hale", typed=text).json == {
        "made": 1,
        "changed": 0,
        "same": 1,
    }
    assert inside("field", "import", "-", login="li", typed=text).status == 4
    assert inside("field", "import", "-", login="hale", typed="x").status == 2
    assert inside("field", "edit", "size", login="hale").status == 2
    assert inside("field", "edit", "size", "--away", login="hale").status == 0
    listed = inside("field", "list", "--json").json
    assert [(one["record_kind"], one["key"]) for one in listed] == [("contact", "colour")]


def test_tags_and_needs_from_the_shell(small_company: Company) -> None:
    inside = Inside(small_company)
    small_company.customer("Acme", owner="li")
    small_company.customer("Beta", owner="kuhn")
    assert "put on 1 customer" in inside("customer", "tag", "Acme", "--tag", "vip").err
    assert inside("customer", "tag", "1", "2", "--tag", "vip").status == 1
    assert inside("customer", "list", "tag:vip", "--ids").out.split() == ["1"]
    assert inside("customer", "tags", "--json").json[0]["customers"] == 1
    assert inside("customer", "needs", "--add", "speed", login="hale").status == 0
    assert inside("customer", "need", "Acme", "--need", "speed", "--state", "met", "--json").json["state"] == "met"
    shown = inside("customer", "show", "Acme", "--json").json
    assert (shown["tags"], [one["name"] for one in shown["needs"]]) == (["vip"], ["speed"])
    assert "tags: vip" in inside("customer", "show", "Acme").out
