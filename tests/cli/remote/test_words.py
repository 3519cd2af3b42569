"""What arrives over ssh as words: no shell reads it, and lost quotation marks are mended."""

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.cli.remote.nouns import TEXTS
from tuicrm.cli.remote.words import NotReadable, mended, split

EXAMPLES = {
    "lead add Acme Ltd --source phone": ["lead", "add", "Acme", "Ltd", "--source", "phone"],
    "lead add Acme --note asks for a price": ["lead", "add", "Acme", "--note", "asks for a price"],
    "lead add Acme --contact Jo Novak --phone +44 20 7946 0123": [
        "lead",
        "add",
        "Acme",
        "--contact",
        "Jo Novak",
        "--phone",
        "+44 20 7946 0123",
    ],
    "project lose 7 --reason price --note too dear -- they said": [
        "project",
        "lose",
        "7",
        "--reason",
        "price",
        "--note",
        "too dear",
        "--",
        "they",
        "said",
    ],
    "lead add Acme --note=asks for a price --json": ["lead", "add", "Acme", "--note=asks for a price", "--json"],
    "report won --by month --where source:phone class:a": [
        "report",
        "won",
        "--by",
        "month",
        "--where",
        "source:phone class:a",
    ],
    "lead add Acme --contact 李 伟 --city 北京": ["lead", "add", "Acme", "--contact", "李 伟", "--city", "北京"],
    "agenda add call Acme tomorrow 10:00": ["agenda", "add", "call", "Acme", "tomorrow", "10:00"],
    "lead add Acme --note -5 degrees": ["lead", "add", "Acme", "--note", "-5 degrees"],
    "import - --map maven-crm": ["import", "-", "--map", "maven-crm"],
    "": [],
}


@pytest.mark.parametrize(("typed", "words"), EXAMPLES.items(), ids=list(EXAMPLES))
def test_an_options_text_goes_on_to_the_next_option(typed: str, words: list[str]) -> None:
    assert mended(split(typed), TEXTS) == words


@pytest.mark.parametrize("typed", ["lead add 'Acme", 'lead add "Acme', "lead add Acme\\", "x" * 100_001])
def test_a_quotation_that_is_not_closed_is_said(typed: str) -> None:
    with pytest.raises(NotReadable):
        split(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "user list; id",
        "user list && id",
        "user list | id",
        "user list $(id)",
        "user list `id`",
        "user list > /tmp/x",
        "user list\nid",
        "user list & id",
        "user list #x",
    ],
)
def test_nothing_of_a_shell_is_done(typed: str) -> None:
    words = split(typed)
    assert words[:2] == ["user", "list"] or words[:2] == ["user", "list;"]
    assert "id" in " ".join(words) or "x" in " ".join(words)


TEXT = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], blacklist_characters="-'\"\\"),
    min_size=1,
    max_size=8,
)


@given(name=st.lists(TEXT, min_size=1, max_size=3), note=st.lists(TEXT, min_size=1, max_size=5))
@settings(max_examples=80)
def test_quoted_or_not_it_reads_the_same(name: list[str], note: list[str]) -> None:
    quoted = shlex.join(["lead", "add", *name, "--note", " ".join(note), "--json"])
    bare = " ".join(["lead", "add", *name, "--note", *note, "--json"])
    assert mended(split(quoted), TEXTS) == mended(split(bare), TEXTS)
