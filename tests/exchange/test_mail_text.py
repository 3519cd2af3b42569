"""What is new in a mail, where its signature begins, and what was passed on, as the programs of the world write it."""

from email.message import EmailMessage

import pytest

from tuicrm.exchange.mail import read
from tuicrm.exchange.mail_text import split

ASKED = "we need three pumps."


@pytest.mark.parametrize(
    "below",
    [
        "Best regards,\nAnn Lee\nAcme Works Ltd\n+44 113 496 0142",
        "Kind regards\n\nAnn Lee\nHead of Purchasing\n\nAcme Works Ltd\n12 Park Row\nLeeds LS1 5HD\nwww.acme.example",
        "Mit freundlichen Grüßen\nAnn Lee\nEinkauf\n\nAcme GmbH\nTel.: 0711 1234567",
        "Viele Grüße aus Graz\nAnn Lee",
        "Cordialement,\nAnn Lee",
        "Saludos,\nAnn Lee",
        "С уважением,\nИван Петров",
        "此致\n敬礼！\n\n上海启明阀门有限公司  张伟\n电话：021-61234567",
        "谢谢！\n王芳\n13800138000",
        "王芳\n采购经理\n北京联成互动科技有限公司\n手机：13800138000",
        "Ann Lee | Head of Purchasing\nT: 0113 496 0142 | ann@acme.example",
        "-- \nAnn Lee\nThis mail is confidential. If it is not for you, please delete it.",
    ],
)
def test_a_signature_is_no_text(below: str) -> None:
    text, signature = split(f"Hello,\n{ASKED}\n\n{below}")
    assert text == f"Hello,\n{ASKED}"
    assert below.endswith(signature.rsplit("\n", 1)[-1])
    assert signature


@pytest.mark.parametrize(
    "last",
    [
        "Please call me on 0113 496 0142 tomorrow.",
        "Our agent has 0113 496 0142\nIs that the number you have?",
        "Thanks to your offer we can begin.",
        "3 x PX-200\n2 x PX-300",
        "Bob",
    ],
)
def test_what_is_said_at_the_end_is_text(last: str) -> None:
    assert split(f"Hello,\n{ASKED}\n\n{last}")[0] == f"Hello,\n{ASKED}\n\n{last}"


@pytest.mark.parametrize(
    "below",
    [
        "Sent from my iPhone", "Get Outlook for iOS", "Von meinem iPhone gesendet", "Envoyé de mon iPad",
        "发自我的iPhone", "发自我的华为手机", "来自QQ邮箱", "Enviado desde mi Samsung", "Отправлено из Яндекс Почты",
    ],
)  # fmt: skip
def test_what_a_phone_puts_below_is_nobodys(below: str) -> None:
    assert split(f"{ASKED}\n\n{below}") == (ASKED, "")


@pytest.mark.parametrize(
    "below",
    [
        "El lun, 23 nov 2026 a las 9:00, Sales (<sales@us.example>) escribió:\n\n> old",
        "Em seg., 23 de nov. de 2026 às 09:00, Sales <sales@us.example> escreveu:\n\nold",
        "Il giorno lun 23 nov 2026 alle ore 09:00 Sales <sales@us.example> ha scritto:\n\n> old",
        "Op ma 23 nov 2026 om 09:00 schreef Sales <sales@us.example>:\n\n> old",
        "W dniu 23.11.2026 o 09:00, Sales napisał(a):\n> old",
        "23.11.2026 09:00, Sales пишет:\n> old",
        '在 2026-11-23 09:00:00，"销售" <sales@us.example> 写道：\n\nold',
        '---原始邮件---\n发件人: "销售"<sales@us.example>\nold',
        "---- 回复的原邮件 ----\n| 发件人 | 销售<sales@us.example> |\n| 主题 | 询价 |\n\nold",
        "_" * 32 + "\nFrom: Sales\nold",
    ],
)
def test_what_is_quoted_is_old(below: str) -> None:
    assert split(f"{ASKED}\n\n{below}")[0] == ASKED


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("On Mon, 23 Nov 2026, Sales <s@us.example> wrote:\n> how many?\n\nThree, please.", "Three, please."),
        ("On Mon, 23 Nov 2026, Sales\n<s@us.example> wrote:\n> how many?\n\nThree, please.", "Three, please."),
        ("> how many?\nThree.\n> what colour?\nBlue.", "Three.\nBlue."),
        ("Hello,\n> how many?\nThree.\n> what colour?\nBlue.", "Hello,\nThree.\nBlue."),
        ("Hello,\nthree, as I said.\n> how many? it is\nlong ago", "Hello,\nthree, as I said."),
    ],
)
def test_an_answer_below_or_in_between_is_read(text: str, new: str) -> None:
    assert split(text)[0] == new


@pytest.mark.parametrize(
    ("subject", "body", "sender", "text", "above"),
    [
        (
            "转发:询价",
            "请跟进\n\n---- 转发的原邮件 ----\n| 发件人 | 李伟<liwei@bl.example> |\n| 日期 | 今天 |\n\n要三台。",
            "李伟<liwei@bl.example>", "要三台。", "请跟进",
        ),
        (
            "FW: pumps", "-----Original Message-----\nFrom: Bob Low [mailto:bob@low.example]\nTo: Me\n\nFive valves.",
            "Bob Low [mailto:bob@low.example]", "Five valves.", "",
        ),
        (
            "RV: bombas", "________________\nDe: Bob Low <bob@low.example>\nPara: Me\n\nCinco válvulas.",
            "Bob Low <bob@low.example>", "Cinco válvulas.", "",
        ),
    ],
)  # fmt: skip
def test_what_is_passed_on_is_read(subject: str, body: str, sender: str, text: str, above: str) -> None:
    found = read(f"From: me@us.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{body}".encode())
    assert (found.forwarded_from, found.text, found.above) == (sender, text, above)


def test_a_message_that_is_passed_on_as_a_file_is_read() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"] = "Bob Low <bob@low.example>"
    inner.set_content("Five valves, please.\n-- \nBob Low\nLow Valves Ltd\n")
    outer["From"], outer["Subject"] = "me@us.example", "Fwd: valves"
    outer.set_content("see attached")
    outer.add_attachment(inner)
    found = read(outer.as_bytes())
    assert (found.forwarded_from, found.text) == ("Bob Low <bob@low.example>", "Five valves, please.")
    assert (found.signature, found.above) == ("Bob Low\nLow Valves Ltd", "see attached")


@pytest.mark.parametrize(
    ("encoding", "name", "subject"),
    [("gb18030", "王芳", "询价三台激光焊机"), ("utf-8", "王芳", "询价"), ("cp1252", "Jürg Müller", "Grüße aus Köln")],
)
def test_a_head_that_says_no_encoding_is_read(encoding: str, name: str, subject: str) -> None:
    found = read(f"From: {name} <w@a.example>\nSubject: {subject}\n\n{subject}".encode(encoding))
    assert (found.name, found.subject, found.text) == (name, subject, subject)


def test_parts_that_are_not_where_they_are_said_to_be_are_read() -> None:
    parts = b"--zzz\nContent-Type: text/plain\n\nhello\n--zzz--\n"
    assert read(b"From: a@b.example\nContent-Type: multipart/mixed; boundary=abc\n\n" + parts).text == "hello"


@pytest.mark.parametrize(
    ("head", "is_automatic"),
    [
        ("From: ann@a.example\nSubject: Absence du bureau", True),
        ("From: ann@a.example\nSubject: Respuesta automática: precio", True),
        ("From: ann@a.example\nSubject: Abwesend bis Montag", True),
        ("From: no.reply@a.example\nSubject: your ticket", True),
        ("From: no_reply@a.example\nSubject: your ticket", True),
        ("From: notifications@a.example\nSubject: your ticket", True),
        ("From: noreply@us.example\nReply-To: Ann <ann@a.example>\nSubject: contact form", False),
        ("From: norbert.reply@a.example\nSubject: price", False),
    ],
)
def test_a_program_is_told_from_a_person(head: str, is_automatic: bool) -> None:
    assert read(f"{head}\n\nhello".encode()).is_automatic is is_automatic
