"""Phones and e-mails in the middle of a text become outlines; days, times, sums and numbers of things stay."""

import pytest

from tuicrm.plain.outline import outlined


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call 0113 496 0142 please", "call *** ** 42 please"),
        ("电话13800138000找李总", "电话*** ** 00找李总"),
        ("Mobile: +86 (10) 6552-9988 ext. 801", "Mobile: *** ** 88 ext. 801"),
        ("021-61234567转8012", "*** ** 67转8012"),
        ("Fax 0431/123456", "Fax *** ** 56"),
        ("tel:０１３８００１３８０００", "tel:*** ** ００"),
        ("ann@acme.example, b@c.de", "a***@***, b***@***"),
        ("<li.wei@例子.公司>", "<l***@***>"),
        ("2026-11-23 call 4960142", "2026-11-23 call *** ** 42"),
    ],
)
def test_what_reaches_somebody_is_outlined(text: str, shown: str) -> None:
    assert outlined(text) == shown


@pytest.mark.parametrize(
    "text",
    ["", "on 2026-11-23 09:00 or 23.11.2026", "10:00-12:00, 5 people", "budget 1200000 EUR, 12 000 000", "no 12345",
     "91310000MA1K35", "1,234,567.89", "a @ b", "@li look at 3", "www.acme.example"],
)  # fmt: skip
def test_what_reaches_nobody_stays(text: str) -> None:
    assert outlined(text) == text
