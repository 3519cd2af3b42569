"""Own fields: what the team declares, how values are read and written, and who may set them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import Company
from tests.sales.house import refusal, row, take
from tuicrm.plain import language
from tuicrm.sales import customers, fields, pool, projects
from tuicrm.sales.customers.words import own_text
from tuicrm.sales.fields import MICRO, FieldValue, OwnField, field_key, written
from tuicrm.sales.projects import NewProject
from tuicrm.sales.wording import words
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.fields import own_fields, own_values


def field(type: str, *choices: str) -> OwnField:
    return OwnField(1, "customer", "f", "F", type, choices)


def kept(type: str, text: str, *choices: str) -> object:
    columns = written(field(type, *choices), text)
    found = [value for value in columns.values() if value is not None]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("type", "text", "expected"),
    [
        pytest.param("number", "140", 140 * MICRO, id="whole"),
        pytest.param("number", " 1,400 ", 1400 * MICRO, id="thousands"),
        pytest.param("number", "1，400", 1400 * MICRO, id="a Chinese comma"),
        pytest.param("number", "-2.5", -2_500_000, id="negative"),
        pytest.param("number", "５", 5 * MICRO, id="full width"),
        pytest.param("number", "0.0000001", 0, id="finer than is kept"),
        pytest.param("number", "0", 0, id="zero is a value"),
        pytest.param("number", "1e3", 1000 * MICRO, id="as programs write it"),
        pytest.param("number", "1.234", 1_234_000, id="three digits behind the point are kept as they were shown"),
        pytest.param("number", "1,5", 1_500_000, id="a German comma is no thousands"),
        pytest.param("number", "1.234,5", 1_234_500_000, id="German thousands"),
        pytest.param("number", "2k", 2000 * MICRO, id="k"),
        pytest.param("number", "3万", 30_000 * MICRO, id="ten thousands"),
        pytest.param("money", "9.99", 9_990_000, id="money"),
        pytest.param("money", "12k", 12_000 * MICRO, id="money in thousands"),
        pytest.param("money", "1.2万", 12_000 * MICRO, id="money in ten thousands"),
        pytest.param("money", "1,200.50", 1_200_500_000, id="money with thousands"),
        pytest.param("money", "1.200,50", 1_200_500_000, id="German money"),
        pytest.param("money", "12,5", 12_500_000, id="money with a comma"),
        pytest.param("money", "-5", -5 * MICRO, id="less than nothing"),
        pytest.param("date", "2024-02-29", date(2024, 2, 29), id="a leap day"),
        pytest.param("yesno", "Yes", MICRO, id="yes"),
        pytest.param("yesno", "否", 0, id="no in Chinese"),
        pytest.param("text", " two\nlines ", "two lines", id="text is one line"),
        pytest.param("text", "x" * 2000, "x" * 1000, id="text has an end"),
        pytest.param("link", "https://acme.example", "https://acme.example", id="a link"),
        pytest.param("text", "\u202eevil\x07", "evil", id="hostile text is clean"),
        pytest.param("number", "", None, id="no number"),
        pytest.param("date", "  ", None, id="no date"),
    ],
)
def test_a_value_is_read_as_people_write_it(type: str, text: str, expected: object) -> None:
    assert kept(type, text) == expected


@pytest.mark.parametrize(
    ("type", "text"),
    [
        *(
            ("number", text)
            for text in ("many", "1.2.3", "NaN", "Infinity", "1e30", "1e999999", "-1e999999", "9" * 400)
        ),
        *(("date", text) for text in ("2025-02-29", "2026-13-01", "soon", "99999-01-01")),
        *(("yesno", text) for text in ("maybe", "2", "oui")),
        *(("number", text) for text in ("5 EUR", "5 km", "1 to 3", "12kk")),
        *(("money", text) for text in ("€5 or so", "USD 12", "12 EUR", "1.234", "面议")),
        *((type, "three") for type in ("choice", "choices")),
    ],
)
def test_what_does_not_fit_is_refused_with_what_the_field_wants(type: str, text: str) -> None:
    with pytest.raises(Refused) as found:
        written(field(type), text)
    facts = found.value.facts
    assert (found.value.code, facts["field"], facts["type"]) == ("field_value", "F", type)


@pytest.mark.parametrize(
    ("type", "text", "english", "chinese"),
    [
        ("number", "many", "Write a number: 1200, 1.5 or 12k.", "请填数字，如 1200、1.5、1.2万。"),
        ("money", "a lot", "Write an amount: 12000, 12k or 1.2万.", "请填金额，如 12000、1.2万。"),
        ("date", "soon", "Write a day: 2026-11-30.", "请填日期，如 2026-11-30。"),
        ("yesno", "maybe", "Write yes or no.", "请填“是”或“否”。"),
        ("choice", "c", "Choose one of: a, b", "请从中选一个：a、b"),
        ("choices", "a,c", "Choose from these, divided by commas: a, b", "请从中选择，用逗号隔开：a、b"),
    ],
)
def test_the_refusal_says_what_to_write(
    type: str, text: str, english: str, chinese: str, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda before=language.current(): language.use(before))
    language.use("en")
    with pytest.raises(Refused) as found:
        written(field(type, *(("a", "b") if type.startswith("choice") else ())), text)
    wrong = text.split(",")[-1]
    assert words(found.value) == f"“{wrong}” does not fit F. {english}"
    language.use("zh")
    assert words(found.value) == f"“{wrong}”不适合“F”。{chinese}"


@pytest.mark.parametrize(("currency", "text", "expected"), [
    ("EUR", "12 EUR", 12), ("EUR", "€1,200", 1200), ("CNY", "¥12", 12), ("CNY", "1.2万元", 12_000),
    ("JPY", "1,200", 1200), ("EUR", "12 USD", None), ("CNY", "$12", None), ("EUR", "1.234", None),
    ("KWD", "1.234 KWD", 1.234),
])  # fmt: skip
def test_money_is_in_the_currency_of_the_team(currency: str, text: str, expected: float | None) -> None:
    if expected is None:
        with pytest.raises(Refused):
            written(field("money"), text, currency)
    else:
        assert written(field("money"), text, currency)["number_micro"] == round(expected * MICRO)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["number", "money", "date", "yesno", "choice", "choices", "text", "link"]), st.text(max_size=30))
def test_any_text_is_read_or_refused(type: str, text: str) -> None:
    try:
        columns = written(field(type, "a", "b"), text)
    except Refused as refused:
        code = refused.code
    else:
        code = ""
        assert set(columns) == {"text_value", "number_micro", "day_value"}
    assert code in ("", "field_value")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("cmm PROBE", "CMM probe", id="case"),
        pytest.param("ＣＭＭ probe", "CMM probe", id="width"),
        pytest.param("Müller kit", "Müller kit", id="as declared"),
        pytest.param("muller KIT", "Müller kit", id="accents"),
    ],
)
def test_a_choice_is_kept_as_it_was_declared(text: str, expected: str) -> None:
    assert kept("choice", text, "CMM probe", "Müller kit") == expected


@pytest.mark.parametrize("text", ["iso; cmm", "ISO，CMM", "iso、cmm", "iso,, cmm ,", "ISO；cmm"])
def test_several_choices_may_be_divided_in_any_way(text: str) -> None:
    assert kept("choices", text, "CMM", "ISO") == "ISO, CMM"


def test_one_wrong_choice_refuses_them_all_and_names_those_there_are() -> None:
    with pytest.raises(Refused) as found:
        written(field("choices", "CMM", "ISO"), "ISO, CE")
    assert (found.value.facts["value"], found.value.facts["choices"]) == ("CE", ("CMM", "ISO"))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Size", "size"), ("Number of  machines", "number-of-machines"), ("Größe (m²)", "große-m2"),
        ("客户 规模", "客户-规模"), ("a_b:c", "a-b-c"), ("!!!", "field"), ("x" * 60, "x" * 40),
    ],
)  # fmt: skip
def test_a_key_is_what_a_filter_can_spell(name: str, key: str) -> None:
    assert field_key(name) == field_key(key) == (key if key != "große-m2" else "grosse-m2")


def test_each_kind_of_value_comes_back_as_the_text_that_reads_it_again(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    hale, li = small_company.desk("hale"), small_company.desk("li")
    typed = {
        "number": ("1,400.50", "1400.5"), "money": ("-0.000001", "-0.000001"), "date": ("2024-2-29", "2024-02-29"),
        "yesno": ("是", "yes"), "choice": ("b", "B"), "choices": ("b;a", "B, A"), "text": (" x ", "x"),
        "link": ("acme.example", "acme.example"),
    }  # fmt: skip
    for type, (text, _back) in typed.items():
        made = hale.write(fields.add, "customer", type, type, ("A", "B"))
        li.write(fields.set_value, made.id, acme, text)
    own = li.read(customers.card, acme).own
    assert {one.field.type: one.text for one in own} == {type: back for type, (_text, back) in typed.items()}
    for one in own:
        li.write(fields.set_value, one.field.id, acme, one.text)
    assert li.read(customers.card, acme).own == own


def test_a_value_taken_away_is_no_value_and_keeps_its_place(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    size = small_company.desk("hale").write(fields.add, "customer", "Size", "number")
    li = small_company.desk("li")
    li.write(fields.set_value, size.id, acme, "")
    assert small_company.all(own_values.select()) == []
    for text in ("5", "", "0"):
        li.write(fields.set_value, size.id, acme, text)
        assert li.read(customers.card, acme).own[0].text == text


@pytest.mark.parametrize(
    ("args", "code"),
    [
        pytest.param(("customer", "  "), "name_missing", id="no name"),
        pytest.param(("planet", "Size"), "field_kind", id="no such record"),
        pytest.param(("customer", "Size", "colour"), "field_type", id="no such type"),
        pytest.param(("customer", "SIZE"), "known", id="there already"),
        pytest.param(("customer", "Other", "text", (), "size"), "known", id="its key is there already"),
    ],
)
def test_a_field_that_cannot_be_is_refused(small_company: Company, args: tuple[object, ...], code: str) -> None:
    small_company.desk("hale").write(fields.add, "customer", "Size", "number")
    assert refusal(small_company, "hale", fields.add, *args).code == code
    assert len(small_company.all(own_fields.select())) == 1


def test_the_same_name_on_another_kind_of_record_is_another_field(small_company: Company) -> None:
    hale = small_company.desk("hale")
    one, two = hale.write(fields.add, "customer", "Size"), hale.write(fields.add, "project", "Size")
    assert (one.key, one.position, two.key, two.position) == ("size", 0, "size", 0)
    assert [one.record_kind for one in hale.read(fields.listed)] == ["customer", "project"]
    assert [one.id for one in hale.read(fields.listed, "project")] == [two.id]


def test_choices_are_kept_in_their_order_each_once_and_clean(small_company: Company) -> None:
    made = small_company.desk("hale").write(fields.add, "customer", "Fit", "choice", (" B", "A", "", "B", "\x07"))
    assert made.choices == ("B", "A")
    assert row(small_company, own_fields, made.id).choices == ["B", "A"]


@pytest.mark.parametrize("login", ["li", "wang", "eye"])
def test_only_who_manages_declares_fields(small_company: Company, login: str) -> None:
    with pytest.raises(NotAllowed):
        small_company.desk(login).write(fields.add, "customer", "Size")


@pytest.mark.parametrize(
    ("login", "passes"),
    [("li", True), ("wang", True), ("hale", True), ("roth", False), ("kuhn", False), ("eye", False)],
)
def test_a_value_is_set_only_by_who_may_change_the_record(small_company: Company, login: str, passes: bool) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    line = company.desk("li").write(projects.add, NewProject(name="Line 4", customer_id=acme)).project_id
    hale, desk = company.desk("hale"), company.desk(login)
    on_customer = hale.write(fields.add, "customer", "Size")
    on_project = hale.write(fields.add, "project", "Size")
    for found, record in ((on_customer, acme), (on_project, line)):
        if passes:
            assert desk.write(fields.set_value, found.id, record, "5").text == "5"
        else:
            with pytest.raises((NotAllowed, NotFound)):
                desk.write(fields.set_value, found.id, record, "5")
    assert len(company.all(own_values.select())) == (2 if passes else 0)


def test_a_field_of_a_contact_or_an_inquiry_goes_by_its_customer(small_company: Company) -> None:
    company = small_company
    made = take(company, "Acme Ltd", contact="Ann Lee", message="hello")
    company.desk("li").write(pool.claim, made.customer_id)
    ann = company.desk("li").read(customers.card, made.customer_id).contacts[0]
    hale = company.desk("hale")
    for kind, record in (("contact", ann.id), ("inquiry", made.inquiry_id)):
        found = hale.write(fields.add, kind, "Mood")
        assert company.desk("li").write(fields.set_value, found.id, record, "good").text == "good"
        for login in ("roth", "kuhn"):
            with pytest.raises((NotAllowed, NotFound)):
                company.desk(login).write(fields.set_value, found.id, record, "bad")
        with pytest.raises(NotFound):
            hale.write(fields.set_value, found.id, 999, "bad")
    assert {one.text_value for one in company.all(own_values.select())} == {"good"}
    with pytest.raises(NotFound):
        hale.write(fields.set_value, 999, made.customer_id, "x")


@pytest.mark.parametrize(
    ("type", "text", "long", "short", "chinese"),
    [
        ("money", "12000", "€12,000.00", "12.0k", "€12,000.00"), ("money", "9.5", "€9.50", "10", "€9.50"),
        ("money", "", "", "", ""), ("yesno", "yes", "yes", "yes", "是"), ("yesno", "no", "no", "no", "否"),
        ("yesno", "", "", "", ""), ("number", "140", "140", "140", "140"), ("text", "yes", "yes", "yes", "yes"),
        ("date", "2026-02-28", "2026-02-28", "2026-02-28", "2026-02-28"), ("choice", "a", "a", "a", "a"),
    ],
)  # fmt: skip
def test_a_value_is_told_as_people_read_it(
    type: str, text: str, long: str, short: str, chinese: str, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda before=language.current(): language.use(before))
    language.use("en")
    one = FieldValue(field(type), text)
    assert (own_text(one, "EUR"), own_text(one, "EUR", is_short=True)) == (long, short)
    language.use("zh")
    assert own_text(one, "EUR") == chinese
