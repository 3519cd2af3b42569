"""Working hours as they are typed, and the words by which records are searched."""

from functools import partial

import pytest

from tests.plain.both_languages import in_both
from tuicrm.plain.language import use
from tuicrm.plain.tokens import query_tokens, tokens_of
from tuicrm.plain.work_hours import hours_text, read_hours

HOURS = (
    ("mon-fri 9:00-18:00", "mon-fri 9:00-18:00", "mon-fri 9:00-18:00"),
    ("mon-fri 9:00-12:00 13:00-18:00", "mon-fri 9:00-12:00 13:00-18:00", "mon-fri 9:00-12:00 13:00-18:00"),
    (
        "mon-fri 9:00-12:00 13:00-18:00; sat 9:00-12:00",
        "mon-fri 9:00-12:00 13:00-18:00; sat 9:00-12:00",
        "mon-fri 9:00-12:00 13:00-18:00; sat 9:00-12:00",
    ),
    ("mon 9:00-17:00", "mon 9:00-17:00", "mon 9:00-17:00"),
    ("mon,wed 9:00-17:00", "mon 9:00-17:00; wed 9:00-17:00", "mon 9:00-17:00; wed 9:00-17:00"),
    ("mon, wed 9:00-17:00", "mon 9:00-17:00; wed 9:00-17:00", "mon 9:00-17:00; wed 9:00-17:00"),
    ("sun-mon 9:00-17:00", "mon 9:00-17:00; sun 9:00-17:00", "mon 9:00-17:00; sun 9:00-17:00"),
    ("mon-sun 0:00-24:00", "mon-sun 0:00-24:00", "mon-sun 0:00-24:00"),
    ("9:00-18:00", None, None),
    ("mon-fri", None, None),
    ("mon-fri 18:00-9:00", None, None),
    ("mon-fri 9:00-9:00", None, None),
    ("mon-fri 9-18", "mon-fri 9:00-18:00", "mon-fri 9:00-18:00"),
    ("mon-fri 09:00-18:00", "mon-fri 9:00-18:00", "mon-fri 9:00-18:00"),
    ("mon-fri 9:00-25:00", None, None),
    ("mon-fri 9:00-12:00 11:00-15:00", None, None),
    ("mon-fri 9:00-12:00 12:00-18:00", "mon-fri 9:00-12:00 12:00-18:00", "mon-fri 9:00-12:00 12:00-18:00"),
    ("monday-friday 9:00-18:00", "mon-fri 9:00-18:00", "mon-fri 9:00-18:00"),
    ("", "", ""),
    ("nonsense", None, None),
    ("周一至周五 9:00-18:00", "mon-fri 9:00-18:00", "mon-fri 9:00-18:00"),
    ("周一-周五 9:00-18:00", "mon-fri 9:00-18:00", "mon-fri 9:00-18:00"),
    (
        "周一至周五 9:00-12:00 13:00-18:00；周六 9:00-12:00",
        "mon-fri 9:00-12:00 13:00-18:00; sat 9:00-12:00",
        "mon-fri 9:00-12:00 13:00-18:00; sat 9:00-12:00",
    ),
    ("mon-fri 9:00-18:00; mon 10:00-12:00", None, None),
    ("MON-FRI 9:00-18:00", "mon-fri 9:00-18:00", "mon-fri 9:00-18:00"),
    ("mon–fri 9:00–18:00", "mon-fri 9:00-18:00", "mon-fri 9:00-18:00"),
    ("mon-fri 9:00-18:00;", "mon-fri 9:00-18:00", "mon-fri 9:00-18:00"),
    ("sat-sun", None, None),
)
"""text -> as it is said in English, in Chinese; None for what are no hours."""

TOKENS = (
    ("Acme Ltd", "acme ltd", "acme ltd"),
    ("acme", "acme", "acme"),
    ("ACME-Line 4", "4 acme acmeline line", "acmeline 4"),
    ("华南电子", "dianzi dz hndz huanandianzi nandianzi ndz zi 华南 南电 子 电子", "华南 南电 电子"),
    ("王芳", "fang wangfang wf 王芳 芳", "王芳"),
    ("wang fang", "fang wang", "wang fang"),
    ("O’Brien", "brien o obrien", "obrien"),
    ("Müller", "muller", "muller"),
    ("+44 20 7946 0101", "0101 20 44 7946", "442079460101"),
    ("7946", "7946", "7946"),
    ("0101", "0101", "0101"),
    ("a", "a", "a"),
    ("A b", "a b", "a b"),
    ("x", "x", "x"),
    ("jan@acme.example", "acme acmeexample jan janacmeexample", "janacmeexample"),
    ("www.acme.com", "acme com www wwwacmecom", "wwwacmecom"),
    ("3M", "3m", "3m"),
    ("深圳", "shenzhen sz zhen 圳 深圳", "深圳"),
    ("", "", ""),
    ("  ", "", ""),
    ("---", "", ""),
    ("école", "ecole", "ecole"),
    ("Nguyễn", "nguyen", "nguyen"),
    ("トヨタ", "タ トヨ ヨタ", "トヨ ヨタ"),
    ("1234567890", "1234567890", "1234567890"),
    ("12", "12", "12"),
    ("acme acme", "acme", "acme"),
    ("line4", "line4", "line4"),
    ("ſtraße", "strasse", "strasse"),
)
"""text -> the words that it is kept by, the words by which it is asked for."""


def said(text: str) -> tuple[str, str | None, str | None]:
    try:
        hours = read_hours(text)
    except ValueError:
        return text, None, None
    english, chinese = in_both(partial(hours_text, hours))
    return text, english, chinese


def test_hours_are_read_and_said() -> None:
    assert [(row, said(row[0])) for row in HOURS if said(row[0]) != row] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_said_hours_read_back_as_the_same(language: str) -> None:
    for text, english, chinese in HOURS:
        if english is not None:
            use(language)
            assert read_hours(english if language == "en" else str(chinese)) == read_hours(text)


def test_what_is_kept_and_asked_for() -> None:
    found = [(text, " ".join(sorted(tokens_of([text]))), " ".join(query_tokens(text))) for text, *_want in TOKENS]
    assert [pair for pair in zip(TOKENS, found, strict=True) if pair[0] != pair[1]] == []
