import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuicrm.plain import language
from tuicrm.plain.language import N_, NP_, _, ngettext


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    language.use("en")


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("zh", "zh"), ("zh_CN", "zh"), ("zh-Hans", "zh"), ("zh_CN.UTF-8", "zh"), ("ZH", "zh"),
        ("en", "en"), ("en_GB.UTF-8", "en"), ("C", "en"), ("C.UTF-8", "en"), ("de_DE", "en"),
        (None, "en"), ("", "en"),
    ],
)  # fmt: skip
def test_language_is_understood_however_it_is_written(written: str | None, understood: str) -> None:
    assert language.use(written) == understood
    assert language.current() == understood


def test_environment_is_asked_in_order() -> None:
    full = {"TUICRM_LANG": "en", "LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US", "LANG": "zh_CN"}
    answers = []
    for name in ("TUICRM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        answers.append(language.from_environment(full))
        del full[name]
    assert answers == ["en", "zh", "en", "zh"]
    assert language.from_environment({"TUICRM_LANG": "", "LANG": "zh_CN"}) == "zh"
    assert language.from_environment({}) == "en"


def test_without_a_catalogue_everything_is_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    language.use("zh")
    assert _("Pool") == "Pool"
    assert ngettext("{n} day", "{n} days", 1) == "{n} day"
    assert ngettext("{n} day", "{n} days", 2) == "{n} days"


def test_catalogue_is_used_when_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "zh" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "tuicrm.mo").write_bytes(mo({"": "Content-Type: text/plain; charset=UTF-8\n", "Pool": "公海"}))
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    marked = N_("Pool")
    language.use("zh")
    assert (_(marked), _("Board"), _("")) == ("公海", "Board", "")
    language.use("en")
    assert _(marked) == "Pool"


def test_english_costs_no_import_of_gettext() -> None:
    code = (
        "import sys; from tuicrm.plain import language as l; l.use('en'); l._('x');sys.exit('gettext' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def mo(messages: dict[str, str]) -> bytes:
    """Make a catalogue as msgfmt does: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html."""
    pairs = [(key.encode(), value.encode()) for key, value in sorted(messages.items())]
    count, start = len(pairs), 28 + 16 * len(pairs)
    tables, body = [b"", b""], b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += len(pair[side]).to_bytes(4, "little") + (start + len(body)).to_bytes(4, "little")
            body += pair[side] + b"\0"
    head = (0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    return b"".join(n.to_bytes(4, "little") for n in head) + tables[0] + tables[1] + body


def test_a_word_that_means_two_things_is_told_apart() -> None:
    for word in (NP_("state", "open"), NP_("moving a card", "back"), NP_("people", "Team")):
        assert _(word) == word.partition("\x04")[2]
    language.use("zh")
    assert (_("open"), _(NP_("state", "open"))) == ("打开", "进行中")
    assert (_("back"), _(NP_("moving a card", "back"))) == ("返回", "退回")
    assert (_("Team"), _(NP_("people", "Team"))) == ("能力", "团队")
    assert _(NP_("nowhere", "unheard of")) == "unheard of"


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        ((), ""),
        (("", ""), ""),
        (("One.", "Two."), "One. Two."),
        (("One.", "", "Two."), "One. Two."),
        (("一。", "二。"), "一。二。"),
        (("一！", "Two.", "三。"), "一！Two. 三。"),
        (("“一。”", "二。"), "“一。”二。"),
        (("已给李伟", "1 个留下"), "已给李伟 1 个留下"),
    ],
)
def test_sentences_in_a_row(sentences: tuple[str, ...], said: str) -> None:
    assert language.in_a_row(*sentences) == said


@pytest.mark.parametrize(("parts", "english", "chinese"), [
    (("call", "talked"), "call, talked", "call，talked"), (("call", "", None, "x"), "call, x", "call，x"),
    (("call",), "call", "call"), ((), "", ""), (("", None), "", ""),
])  # fmt: skip
def test_what_is_said_of_one_thing_stands_in_a_row(parts, english, chinese, request):
    request.addfinalizer(lambda before=language.current(): language.use(before))
    language.use("en")
    assert language.strung(parts) == english
    language.use("zh")
    assert language.strung(parts) == chinese
