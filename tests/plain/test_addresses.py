"""E-mail addresses as people write them: one key for one address, or one sentence in the reader's language."""

from tuicrm.plain.emails import domain_of, email_key
from tuicrm.plain.language import use

ADDRESSES = (
    ("jan@acme.example", "jan@acme.example", "", ""),
    ("JAN@ACME.EXAMPLE", "jan@acme.example", "", ""),
    ("Jan@Acme.Example", "jan@acme.example", "", ""),
    (" jan@acme.example ", "jan@acme.example", "", ""),
    ("<jan@acme.example>", "jan@acme.example", "", ""),
    ("Jan Novak <jan@acme.example>", "jan@acme.example", "", ""),
    ('"Novak, Jan" <jan@acme.example>', "jan@acme.example", "", ""),
    ("mailto:jan@acme.example", "jan@acme.example", "", ""),
    ("jan+crm@acme.example", "jan+crm@acme.example", "", ""),
    ("jan.novak@acme.example", "jan.novak@acme.example", "", ""),
    ("j@a.example", "j@a.example", "", ""),
    ("jan@sub.acme.example", "jan@sub.acme.example", "", ""),
    ("jan@acme", None, "“jan@acme” is not an e-mail address", "“jan@acme”不是电子邮箱地址"),
    ("jan@", None, "“jan@” is not an e-mail address", "“jan@”不是电子邮箱地址"),
    ("@acme.example", None, "“@acme.example” is not an e-mail address", "“@acme.example”不是电子邮箱地址"),
    ("jan", None, "“jan” is not an e-mail address", "“jan”不是电子邮箱地址"),
    ("", None, "“” is not an e-mail address", "“”不是电子邮箱地址"),
    ("  ", None, "“” is not an e-mail address", "“”不是电子邮箱地址"),
    ("jan@@acme.example", None, "“jan@@acme.example” is not an e-mail address", "“jan@@acme.example”不是电子邮箱地址"),
    ("jan@acme..example", None, "“jan@acme..example” is not an e-mail address", "“jan@acme..example”不是电子邮箱地址"),
    (
        "jan..novak@acme.example",
        None,
        "“jan..novak@acme.example” is not an e-mail address",
        "“jan..novak@acme.example”不是电子邮箱地址",
    ),
    (".jan@acme.example", None, "“.jan@acme.example” is not an e-mail address", "“.jan@acme.example”不是电子邮箱地址"),
    ("jan@-acme.example", None, "“jan@-acme.example” is not an e-mail address", "“jan@-acme.example”不是电子邮箱地址"),
    (
        "jan acme@acme.example",
        None,
        "“jan acme@acme.example” is not an e-mail address",
        "“jan acme@acme.example”不是电子邮箱地址",
    ),
    ("jan@acme example", None, "“jan@acme example” is not an e-mail address", "“jan@acme example”不是电子邮箱地址"),
    ("jan@müller.example", "jan@müller.example", "", ""),
    ("jän@acme.example", "jän@acme.example", "", ""),
    ("王芳@acme.example", "王芳@acme.example", "", ""),
    ("jan@公司.example", "jan@公司.example", "", ""),
    ("jan@acme.example.", None, "“jan@acme.example.” is not an e-mail address", "“jan@acme.example.”不是电子邮箱地址"),
    ("jan@acme.example,", None, "“jan@acme.example,” is not an e-mail address", "“jan@acme.example,”不是电子邮箱地址"),
    (
        "jan@acme.example;roth@acme.example",
        None,
        "“jan@acme.example;roth@acme.example” is not an e-mail address",
        "“jan@acme.example;roth@acme.example”不是电子邮箱地址",
    ),
    ("jan@[192.168.0.1]", None, "“jan@[192.168.0.1]” is not an e-mail address", "“jan@[192.168.0.1]”不是电子邮箱地址"),
    ("jan@192.168.0.1", None, "“jan@192.168.0.1” is not an e-mail address", "“jan@192.168.0.1”不是电子邮箱地址"),
    ("jan@localhost", None, "“jan@localhost” is not an e-mail address", "“jan@localhost”不是电子邮箱地址"),
    (
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example",
        "",
        "",
    ),
    ("ｊａｎ＠ａｃｍｅ．ｅｘａｍｐｌｅ", "jan@acme.example", "", ""),
    ("jan@acme.example\n", "jan@acme.example", "", ""),
    ("jan\x00@acme.example", "jan@acme.example", "", ""),
    ("jan@xn--mller-kva.example", "jan@müller.example", "", ""),
    ("o'brien@acme.example", "o'brien@acme.example", "", ""),
    ("jan/x@acme.example", "jan/x@acme.example", "", ""),
    ("jan_novak@acme.example", "jan_novak@acme.example", "", ""),
    ("1@acme.example", "1@acme.example", "", ""),
    ("jan@acme.123", None, "“jan@acme.123” is not an e-mail address", "“jan@acme.123”不是电子邮箱地址"),
)
"""text -> its key, or None and what is said in English and Chinese."""


def read(text: str) -> tuple[str, str | None, str, str]:
    said = []
    for language in ("en", "zh"):
        use(language)
        try:
            return text, email_key(text), "", ""
        except ValueError as error:
            said.append(str(error))
    return text, None, said[0], said[1]


def test_every_address() -> None:
    assert [(row, read(row[0])) for row in ADDRESSES if read(row[0]) != row] == []


def test_a_key_is_its_own_key_and_has_a_domain() -> None:
    for _text, key, *_said in ADDRESSES:
        if key is not None:
            assert email_key(key) == key
            assert domain_of(key) == key.rpartition("@")[2]


def test_no_refusal_repeats_a_control_sign() -> None:
    assert [row for row in ADDRESSES if set(row[2] + row[3]) & set("\x00\x1b\n")] == []
