"""vCards of many programs: every card, phone and e-mail of the reference, and each becomes a customer at the door."""

import json
from pathlib import Path

import pytest

from tests.company import Company
from tuicrm.exchange import lead_lines, vcards
from tuicrm.exchange.encoding import decode
from tuicrm.exchange.lead_fields import lead_of
from tuicrm.sales import customers, intake


def card(*lines: str, version: str = "3.0") -> dict[str, list[str]]:
    """What one card says, by name."""
    text = "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))
    ((_line, pairs),) = vcards.read(text)
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("FN:Ann Lee", "ORG:Acme\\, Inc;Sales"), {"contact": ["Ann Lee"], "name": ["Acme, Inc"]}),
        (("N:Lee;Ann;;Dr.;",), {"contact": ["Ann Lee"]}),
        (("N:李;伟;;;",), {"contact": ["李伟"]}),
        (("FN:", "N:Lee;Ann"), {"contact": ["Ann Lee"]}),
        (("TEL;TYPE=work:+44 113 496 0142", "TEL;CELL:07700 900431"),
         {"phone": ["+44 113 496 0142", "07700 900431"]}),
        (("TEL;VALUE=uri:tel:+1-418-656-9254;ext=102",), {"phone": ["+1-418-656-9254"]}),
        (("item1.EMAIL;type=INTERNET:a@x.example", "item1.X-ABLabel:_$!<Work>!$_"), {"email": ["a@x.example"]}),
        (("ADR;WORK:;;Main Street 1;Leeds;Yorkshire;LS1;UK",),
         {"address": ["Main Street 1"], "city": ["Leeds"], "region": ["Yorkshire"], "country": ["UK"]}),
        (("NOTE:two\\nlines\\; and more",), {"note": ["two\nlines; and more"]}),
        (("NOTE:folded in ", " two"), {"note": ["folded in two"]}),
        (("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=", "=E4=BC=9F"), {"contact": ["张伟"]}),
        (("FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=CE=B0",), {"contact": ["张伟"]}),
        (("FN;CHARSET=none;ENCODING=QUOTED-PRINTABLE:Ann=20Lee",), {"contact": ["Ann Lee"]}),
        (('TEL;TYPE="voice,cell":123456',), {"phone": ["123456"]}),
        (("PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", "SkZJRg==", "", "FN:Ann"), {"contact": ["Ann"]}),
        (("nothing at all", "FN:Ann"), {"contact": ["Ann"]}),
    ],
)  # fmt: skip
def test_a_card_is_read(lines: tuple[str, ...], said: dict[str, list[str]]) -> None:
    assert card(*lines) == said


def test_a_card_within_a_card_is_left_out_and_lines_are_counted() -> None:
    text = "BEGIN:VCARD\nFN:Ann\nAGENT:\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\nEND:VCARD\n\nbegin:vcard\nfn:Cy\nend:vcard\n"
    assert list(vcards.read(text)) == [(1, (("contact", "Ann"),)), (9, (("contact", "Cy"),))]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("BEGIN:VCARD", True), ("\ufeff\r\nbegin:vCard\r\n", True), ("name,phone", False), ("{}", False), ("", False)],
)
def test_a_file_of_cards_is_known_by_its_first_line(text: str, is_one: bool) -> None:
    assert vcards.is_vcard(text) is is_one


def test_every_card_phone_and_mail_of_the_reference_is_found(real_data: Path) -> None:
    reference = json.loads((real_data / "contacts" / "reference.json").read_text("utf-8"))
    counted = {}
    for name, wanted in reference.items():
        if not wanted["cards"]:
            continue
        cards = list(vcards.read(decode((real_data / "contacts" / name).read_bytes())[0]))
        keys = [key for _line, pairs in cards for key, _value in pairs]
        counted[name] = (len(cards), keys.count("phone"), keys.count("email"))
    assert counted == {
        name: (one["cards"], one["tel"], one["email"]) for name, one in reference.items() if one["cards"]
    }
    assert len(counted) > 20


def test_cards_come_in_by_the_one_door_and_are_known_again(small_company: Company) -> None:
    data = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nORG:Acme Ltd\r\nTITLE:Buyer\r\nTEL:+44 113 496 0142\r\n"
        b"EMAIL:ann@acme.example\r\nADR:;;1 High St;Leeds;;;UK\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Lee;Ann\r\nEMAIL:ANN@acme.example\r\nEND:VCARD\r\n"
    )
    given = list(lead_lines.read(data))
    assert [one.line for one in given] == [1, 10]
    first, again = (small_company.desk("li").write(intake.take_in, lead_of(one.pairs)) for one in given)
    assert (first.is_new, again.is_new, again.customer_id) == (True, False, first.customer_id)
    found = small_company.desk("hale").read(customers.card, first.customer_id)
    assert (found.name, found.fact("city"), found.contacts[0].title) == ("Acme Ltd", "Leeds", "Buyer")
