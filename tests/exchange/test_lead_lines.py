"""Forms and lines on standard input become leads; what is not known by name is kept, what is broken is told."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tuicrm.exchange import lead_lines, web_form
from tuicrm.exchange.lead_fields import known_field, lead_of
from tuicrm.exchange.web_form import Unreadable


def multipart(*fields: tuple[str, ...]) -> bytes:
    """What a browser posts of a form with a file."""
    parts = []
    for name, text, *file in fields:
        named = "".join(f'; filename="{one}"' for one in file)
        parts.append(f'Content-Disposition: form-data; name="{name}"{named}\r\n\r\n{text}')
    return ("".join(f"------B7\r\n{part}\r\n" for part in parts) + "------B7--\r\n").encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name=Acme+Ltd&phone=%2B44+113&x=1", [("name", "Acme Ltd"), ("phone", "+44 113"), ("x", "1")]),
        (
            b'{"name": "Acme", "ok": true, "n": 3, "no": null}',
            [("name", "Acme"), ("ok", "yes"), ("n", "3"), ("no", "")],
        ),
        (
            b'{"phone": ["1", "2"], "contact": {"name": "Ann"}}',
            [("phone", "1"), ("phone", "2"), ("contact-name", "Ann")],
        ),
        ("姓名=王芳".encode(), [("姓名", "王芳")]),
        ("name=M\xfcller".encode("cp1252"), [("name", "Müller")]),
        (
            multipart(("name", "Acme Ltd"), ("message", "zwei\r\nZeilen ü")),
            [("name", "Acme Ltd"), ("message", "zwei\r\nZeilen ü")],
        ),
        (multipart(("name", "Acme"), ("plan", "JVBERi0", "a.pdf")), [("name", "Acme")]),
        (b"\xef\xbb\xbf" + b'{"name": "Acme"}', [("name", "Acme")]),
        (b"name=M%FCller+B%F6den&x=", [("name", "Müller Böden"), ("x", "")]),
        (b"name=M%C3%BCller", [("name", "Müller")]),
        (b"name=%B1%B1%BE%A9%B2%E2%CA%D4&tel=1", [("name", "北京测试"), ("tel", "1")]),
        (b"name=100%25%+Co%ZZ", [("name", "100%% Co%ZZ")]),
        (
            b'{"data": {"company": "A", "contact": {"email": "a@b.c"}}}',
            [("data-company", "A"), ("data-contact-email", "a@b.c")],
        ),
        (
            b'{"fields": [{"name": "email", "value": "a@b.c"}, {"label": "Company", "value": ["A", "B"]}]}',
            [("email", "a@b.c"), ("Company", "A"), ("Company", "B")],
        ),
        (
            b'{"answers": [{"type": "email", "email": "a@b.c", "field": {"ref": "email"}},'
            b' {"type": "text", "text": "A", "field": {"title": "Company"}}]}',
            [("email", "a@b.c"), ("Company", "A")],
        ),
        (b'{"contacts": [{"name": "Ann", "email": "a@b.c"}]}', [("contacts-name", "Ann"), ("contacts-email", "a@b.c")]),
        (b'{"name": "A", "n": NaN, "l": [[1]]}', [("name", "A"), ("n", "")]),
    ],
)
def test_a_form_is_read(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert web_form.read(data) == expected


def test_a_form_may_lie_in_so_many_objects_and_no_more() -> None:
    def inside(objects: int) -> bytes:
        return b'{"a":' * objects + b'"Acme"' + b"}" * objects

    assert web_form.read(inside(web_form.DEEPEST + 1)) == [("-".join("a" * (web_form.DEEPEST + 1)), "Acme")]
    with pytest.raises(Unreadable):
        web_form.read(inside(web_form.DEEPEST + 2))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"a=&b=", "empty"),
        (b"{", "no JSON"),
        (b"[1]", "object"),
        (b"[" * 100_000, "no JSON"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "no JSON"),
        (b'{"fields": []}', "empty"),
        (b"x" * 300_000, "more than"),
        (b"&".join(b"a=1" for _ in range(300)), "at most 200 fields"),
        (b"--X\r\nnot a form\r\n--X--", "empty"),
    ],
)
def test_a_form_that_is_none_says_why(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        web_form.read(data)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Company", "name"), ("your-email", "emails"), ("Phone Number", "phones"), ("utm_campaign", "campaign"),
        ("公司名称", "name"), ("手机", "phones"), ("留言", "message"), ("colour", None),
        ("Contact Email", "emails"), ("company phone", "phones"), ("data-contact-first_name", "contact"),
        ("contact-last-name", "last_name"), ("customer name", "name"), ("person name", "contact"),
        ("contacts-name", "contact"), ("address-city", "city"), ("data-name", "name"), ("form-data-message", "message"),
        ("lead time", None), ("contact date", None), ("lead source", None), ("data-source", "source"),
        ("product name", None), ("contact", "contact"), ("data", None), ("data-", None), ("data-colour", None),
        ("Firma", "name"), ("Telefon", "phones"), ("Ansprechpartner", "contact"), ("Nachricht", "message"),
        ("Ort", "city"), ("Vorname", "contact"), ("Nachname", "last_name"), ("Straße", "address"),
        ("留言内容", "message"), ("联系人电话", "phones"), ("联系人姓名", "contact"), ("您的邮箱", "emails"),
        ("公司名", "name"), ("所在城市", "city"), ("手机号码", "phones"), ("联系方式", "phones"),
    ],
)  # fmt: skip
def test_fields_are_known_by_many_names(name: str, field: str | None) -> None:
    assert known_field(name) == field


def test_what_is_not_known_by_name_is_kept_below_the_message() -> None:
    lead = lead_of(
        [("name", "Acme"), ("message", "price?"), ("Colour", "red"), ("_token", "x"), ("size", "12"),
         ("email", "a@b.c, d@e.f")],
        own=("size",), consent="I agree.", defaults={"source": "website", "campaign": ""},
    )  # fmt: skip
    assert (lead.name, lead.message, lead.fields) == ("Acme", "price?\nColour: red", {"size": "12"})
    assert (lead.emails, lead.source, lead.consent) == (("a@b.c", "d@e.f"), "website", "")


@pytest.mark.parametrize(
    ("pairs", "consent"),
    [
        ([("consent", "on")], "I agree."),
        ([("consent", "同意")], "I agree."),
        ([("consent", "I agree to all.")], "I agree to all."),
        ([("consent", "")], ""),
    ],
)
def test_a_ticked_box_stands_for_its_text(pairs: list[tuple[str, str]], consent: str) -> None:
    assert lead_of(pairs, consent="I agree.").consent == consent


def test_names_in_two_fields_are_one_and_a_time_is_read_in_the_teams_zone() -> None:
    lead = lead_of([("first-name", "Ann"), ("last_name", "Lee"), ("date", "2026-11-23 10:00")], zone="Asia/Shanghai")
    assert (lead.contact, lead.came_at) == ("Ann Lee", datetime(2026, 11, 23, 2, tzinfo=UTC))
    with pytest.raises(ValueError, match="no time that can be read"):
        lead_of([("date", "the other day")])


CSV = 'name;phone;message\nAcme;0113 496 0142;"two\nlines"\n\nBeta;;\n'


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (CSV.encode(), [(2, "Acme"), (5, "Beta")]),
        ("公司,电话\n联成,13800138000\n".encode("gb18030"), [(2, "联成")]),
        (b'{"name": "A"}\n\n{"name": "B"}\n', [(1, "A"), (3, "B")]),
        (b'[{"name": "A"}, {"name": "B"}]', [(1, "A"), (2, "B")]),
    ],
)
def test_many_leads_are_read_with_their_lines(data: bytes, lines: list[Any]) -> None:
    found = list(lead_lines.read(data))
    assert [(one.line, one.pairs[0][1]) for one in found] == lines


@pytest.mark.parametrize(
    ("data", "names", "error"),
    [
        ('name,email\n"Open,o@p.example\nNext,n@p.example\n', [], "A quote is opened here and never closed."),
        ('name,email\nA,a@b.c\n"Open,\nNext,n@p.c\n', ["A"], "A quote is opened here and never closed."),
        ('name,message\nPipe,5" wide\n', ["Pipe"], ""),
        ('name,message\nPipe,"two\nlines"\n', ["Pipe"], ""),
        ('name,message\nPipe,"5"" wide\n2"" high"\n', ["Pipe"], ""),
    ],
)
def test_a_quote_that_is_never_closed_takes_no_other_lead_along(data: str, names: list[str], error: str) -> None:
    found = list(lead_lines.read(data.encode()))
    assert [one.pairs[0][1] for one in found if not one.error] == names
    assert "".join(one.error for one in found) == error


@pytest.mark.parametrize("data", [
    b"Acme,acme@acme.example\n", b"Acme,a@acme.example\nBeta,b@b.example\n", "联成,138001\n".encode(), b"1;2\n3;4\n",
])  # fmt: skip
def test_columns_without_names_are_refused_with_what_to_write(data: bytes) -> None:
    with pytest.raises(Unreadable, match="The first line must name the columns, such as name,phone,email"):
        list(lead_lines.read(data))


def test_what_a_nested_form_says_is_understood() -> None:
    pairs = web_form.read(
        b'{"data": {"company": "Acme", "name": "Ann Lee", "contact": {"email": "a@b.c"},'
        b' "size": "12", "Colour": "red"}}'
    )
    lead = lead_of(pairs, own=("size",))
    assert (lead.name, lead.contact, lead.emails, lead.fields) == ("Acme", "Ann Lee", ("a@b.c",), {"size": "12"})
    assert lead.message == "data-Colour: red"


def test_a_broken_line_leaves_the_others_alone() -> None:
    found = list(lead_lines.read(b'{"name": "A"}\n{broken\n[1]\n{"name": "B"}'))
    assert [bool(one.error) for one in found] == [False, True, True, False]


@pytest.mark.parametrize("data", [b"", b"  \n", b"just a word", b"[{]"])
def test_nothing_that_could_be_leads_says_so(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(lead_lines.read(data))


@pytest.mark.parametrize(
    ("pairs", "message", "consent"),
    [
        ([("company", "A"), ("firm", "B"), ("公司", "C")], "name: B\nname: C", ""),
        ([("consent", "off")], "consent: off", ""),
        ([("consent", "不同意")], "consent: 不同意", ""),
        ([("consent", "yes")], "", "I agree."),
        ([("date", "the other day")], "time: the other day", ""),
        ([("message", "one"), ("message", "two"), ("x", "3")], "one\ntwo\nx: 3", ""),
    ],
)
def test_nothing_that_a_visitor_posted_is_lost(pairs: list[tuple[str, str]], message: str, consent: str) -> None:
    lead = lead_of(pairs, consent="I agree.", is_form=True)
    assert (lead.message, lead.consent) == (message, consent)


@pytest.mark.parametrize(
    ("pairs", "name", "contact", "message"),
    [
        ([("company", "Mike Ltd"), ("name", "Mia Moor")], "Mike Ltd", "Mia Moor", ""),
        ([("Name", "Mia Moor"), ("Firm", "Mike Ltd")], "Mike Ltd", "Mia Moor", ""),
        ([("name", "Mike Ltd"), ("contact", "Mia Moor")], "Mike Ltd", "Mia Moor", ""),
        ([("name", "Mike Ltd"), ("company", " ")], "Mike Ltd", "", ""),
        ([("name", "Mike Ltd")], "Mike Ltd", "", ""),
        ([("company", "A"), ("company", "B")], "A", "", "name: B"),
        ([("company", "A"), ("name", "Mia"), ("surname", "Moor")], "A", "Mia Moor", ""),
        ([("公司", "联成"), ("name", "王芳")], "联成", "王芳", ""),
    ],
)
def test_of_company_and_name_the_name_is_who_asks(
    pairs: list[tuple[str, str]], name: str, contact: str, message: str
) -> None:
    lead = lead_of(pairs)
    assert (lead.name, lead.contact, lead.message) == (name, contact, message)


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("Ann Lee <ann@acme.example>", ("ann@acme.example",)),
        ("Ann Lee <ann@acme.example>; Bob <bob@acme.example>", ("ann@acme.example", "bob@acme.example")),
        ("ann@acme.example / bob@acme.example", ("ann@acme.example", "bob@acme.example")),
        ("ann@acme.example、bob@acme.example", ("ann@acme.example", "bob@acme.example")),
        ("ann at acme", ("ann", "at", "acme")),
    ],
)
def test_addresses_in_one_field(written: str, addresses: tuple[str, ...]) -> None:
    assert lead_of([("email", written)]).emails == addresses
