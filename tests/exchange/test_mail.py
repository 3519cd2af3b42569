"""A mail as bytes: charsets that lie, MIME that is broken, quotes, signatures, programs that write."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.exchange.mail import read
from tuicrm.exchange.mail_text import split


def raw(headers: str, body: bytes = b"hello") -> bytes:
    return headers.strip().replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


def test_sender_subject_time_and_text_are_read() -> None:
    data = raw(
        "From: Ann Lee <Ann@Acme.example>\nSubject: PX-200\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <1@x>",
        b"Two lines, please.\r\n\r\n-- \r\nAnn Lee\r\nAcme Ltd\r\n+44 113 496 0142\r\n",
    )
    found = read(data)
    assert (found.name, found.address, found.subject, found.message_id) == (
        "Ann Lee",
        "Ann@Acme.example",
        "PX-200",
        "<1@x>",
    )
    assert found.sent_at == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert found.text == "Two lines, please."
    assert found.signature == "Ann Lee\nAcme Ltd\n+44 113 496 0142"


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        pytest.param("gb2312", "预算批了，龑总要两台".encode("gb18030"), id="says gb2312 and is more"),
        pytest.param(
            "utf-8", "预算批了，龑总要两台，请尽快报价给我们公司".encode("gb18030"), id="says utf-8 and is not"
        ),
        pytest.param("x-unknown", "预算批了，龑总要两台".encode(), id="an unknown charset"),
        pytest.param("us-ascii", "预算批了，龑总要两台".encode(), id="says ASCII"),
        pytest.param("", "预算批了，龑总要两台".encode(), id="says nothing"),
        pytest.param('"utf-8"', "预算批了，龑总要两台".encode(), id="in quotes"),
    ],
)
def test_a_charset_that_lies_makes_no_rubbish(charset: str, body: bytes) -> None:
    kind = f"text/plain; charset={charset}" if charset else "text/plain"
    found = read(raw(f"From: a@b.example\nContent-Type: {kind}\nContent-Transfer-Encoding: 8bit", body))
    assert found.text.startswith("预算批了，龑总要两台")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("=?gb2312?B?zfW3vA==?= <a@b.example>", "王芳"),
        ("=?utf-8?Q?M=C3=BCller?= <a@b.example>", "Müller"),
        ('"Lee, Ann" <a@b.example>', "Lee, Ann"),
        ("a@b.example", ""),
        ("=?broken?X?zzz?= <a@b.example>", "=?broken?X?zzz?="),
    ],
)
def test_a_name_in_a_header_is_read(header: str, name: str) -> None:
    found = read(raw(f"From: {header}\nSubject: x"))
    assert (found.name, found.address) == (name, "a@b.example")


def test_answers_go_where_the_header_says() -> None:
    assert read(raw("From: form@shop.example\nReply-To: Ann <ann@acme.example>")).address == "ann@acme.example"


def test_of_two_ways_the_plain_one_is_taken_and_nothing_attached() -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("plain words")
    message.add_alternative("<p>rich words</p>", subtype="html")
    message.add_attachment("secret", filename="notes.txt")
    inner = EmailMessage()
    inner.set_content("another message")
    message.add_attachment(inner)
    assert read(message.as_bytes()).text == "plain words"


def test_html_stays_in_a_line_where_its_words_do() -> None:
    html = "<p>Please <b>call</b> J. <span>Novak</span><br/>on <a href='x'>Monday</a></p><ul><li>PX line</li></ul>"
    found = read(raw("From: a@b.example\nContent-Type: text/html; charset=utf-8", html.encode()))
    assert found.text.split("\n\n") == ["Please call J. Novak\non Monday", "PX line"]


def test_html_alone_is_read_without_its_tags_and_quotes() -> None:
    html = (
        "<html><head><style>p{}</style></head><body><p>Two&nbsp;lines,<br>please &amp; soon</p>"
        "<script>alert(1)</script><blockquote>old words</blockquote></body></html>"
    )
    found = read(raw("From: a@b.example\nContent-Type: text/html; charset=utf-8", html.encode()))
    assert found.text == "Two lines,\nplease & soon"


@pytest.mark.parametrize(
    "quoted",
    [
        "> old words",
        "On Mon, 23 Nov 2026 at 10:00, Li Wei <li@us.example> wrote:\n> old words",
        "On Mon, 23 Nov 2026 at 10:00, Li Wei\n<li@us.example> wrote:\nold words",
        "Am 23.11.2026 um 10:00 schrieb Li Wei:\nold words",
        "-----Original Message-----\nold words",
        "________________________________\nFrom: Li Wei\nold words",
        "发件人: 李伟\n发送时间: 2026年11月23日\nold words",
        "在 2026-11-23 10:00，李伟 写道：\nold words",
    ],
)
def test_only_the_new_part_counts(quoted: str) -> None:
    new, _signature = split(f"Yes, two lines.\n\n{quoted}")
    assert new == "Yes, two lines."


@pytest.mark.parametrize(
    ("headers", "is_automatic"),
    [
        ("From: ann@acme.example", False),
        ("From: ann@acme.example\nAuto-Submitted: no", False),
        ("From: ann@acme.example\nAuto-Submitted: auto-replied", True),
        ("From: ann@acme.example\nContent-Type: multipart/report; boundary=B", True),
        ("From: ann@acme.example\nReturn-Path: <>", True),
        ("From: ann@acme.example\nReturn-Path: <ann@acme.example>", False),
        ("From: ann@acme.example\nX-Autoreply: yes", True),
        *[
            (f"From: ann@acme.example\nSubject: {subject}", is_automatic)
            for subject, is_automatic in (
                ("Automatic reply: price", True),
                ("Auto-Reply", True),
                ("Out of office: back on Monday", True),
                ("Out of the office", True),
                ("Automatische Antwort: Preis", True),
                ("Abwesenheitsnotiz", True),
                ("Réponse automatique : prix", True),
                ("Undeliverable: quote", True),
                ("Delivery Status Notification (Failure)", True),
                ("自动回复：询价", True),
                ("退信通知", True),
                ("Automatic valves, price?", False),
                ("Your office is out of stock?", False),
                ("询价", False),
            )
        ],
        ("From: MAILER-DAEMON@acme.example", True),
        ("From: No-Reply@acme.example", True),
    ],
)
def test_what_a_program_wrote_is_known(headers: str, is_automatic: bool) -> None:
    assert read(raw(headers)).is_automatic is is_automatic


def test_of_a_forwarded_message_the_first_sender_is_told() -> None:
    body = (
        "see below\n\n---------- Forwarded message ---------\nFrom: Ann Lee <ann@acme.example>\nDate: today\n"
        "Subject: PX\nTo: li@us.example\n\nPrice of PX-200?\n"
    )
    found = read(raw("From: li@us.example", body.encode()))
    assert (found.forwarded_from, found.text) == ("Ann Lee <ann@acme.example>", "Price of PX-200?")


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_bytes_are_too_strange(data: bytes) -> None:
    read(data)
    read(b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + data)


HEAD = "From: Li Wei <li@ours.example>\nContent-Type: text/plain; charset=utf-8\nSubject: "
WROTE = "From: Bob Low <bob@low.example>\nSent: Monday\nTo: li@ours.example\nSubject: pumps\n\nWe need pumps\nBob"
WROTE_ZH = "发件人: 李伟 <li@beilun.example>\n发送时间: 2026年11月\n主题: 报价\n\n我们要三台"


@pytest.mark.parametrize(
    ("subject", "body", "sender", "text"),
    [
        ("FW: pumps", f"FYI\n\n-----Original Message-----\n{WROTE}", "Bob Low <bob@low.example>", "We need pumps\nBob"),
        ("Fwd: pumps", f"\n{WROTE}", "Bob Low <bob@low.example>", "We need pumps\nBob"),
        ("WG: pumps", f"siehe unten\n\n{WROTE}", "Bob Low <bob@low.example>", "We need pumps\nBob"),
        ("pumps", f"Begin forwarded message:\n\n{WROTE}", "Bob Low <bob@low.example>", "We need pumps\nBob"),
        ("转发: 报价", f"看看\n\n-----邮件原件-----\n{WROTE_ZH}", "李伟 <li@beilun.example>", "我们要三台"),
        (
            "转发：报价",
            f"------------------ 原始邮件 ------------------\n{WROTE_ZH}",
            "李伟 <li@beilun.example>",
            "我们要三台",
        ),
        ("RE: pumps", f"Friday is fine\n\n-----Original Message-----\n{WROTE}", "", "Friday is fine"),
        ("回复: 报价", f"好的\n\n-----邮件原件-----\n{WROTE_ZH}", "", "好的"),
        ("FW: nothing below", "just a word", "", "just a word"),
        ("FW: old", "see\n\n> From: x@y.example\n> quoted", "", "see"),
    ],
)
def test_what_a_colleague_passes_on_is_the_customers(subject: str, body: str, sender: str, text: str) -> None:
    found = read(f"{HEAD}{subject}\n\n{body}".encode())
    assert (found.forwarded_from, found.text) == (sender, text)


@pytest.mark.parametrize("header", ["Precedence: bulk", "Precedence: List", "List-Id: <a.b>", "List-Unsubscribe: <x>"])
def test_what_goes_to_many_is_known(header: str) -> None:
    assert read(raw(f"From: ann@acme.example\n{header}")).is_list
    assert not read(raw("From: ann@acme.example\nPrecedence: first-class")).is_list


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        ("Eine zweite Frage.", ""),
        ("Hello", ""),
        ("Name: Jana Horak\nTel: +420 601 234 567", "Name: Jana Horak\nTel: +420 601 234 567"),
        ("price?\n\nKim Dale\nDaleWorks Inc.", "Kim Dale\nDaleWorks Inc."),
        ("price?\n-- \nKim", "Kim"),
        ("\n".join("line" for _ in range(12)), ""),
    ],
)
def test_where_nothing_divides_it_a_single_line_is_no_signature(body: str, signature: str) -> None:
    assert read(raw("From: ann@acme.example", body.encode())).signature == signature
