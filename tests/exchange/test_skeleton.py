"""A file whose headers say nothing gets a section to complete by hand: with the signs taken off it is a mapping."""

from pathlib import Path

import pytest

from tuicrm.exchange.fields import FIELDS
from tuicrm.exchange.mapping import Mapping
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.proposal import propose
from tuicrm.exchange.reading import read
from tuicrm.exchange.skeleton import KINDS, skeleton

ODD = "Nr;Bezeichnung;Wo\n7;Müller & Söhne;Köln\n8;Nord Werk;Kiel\n"


def completed(text: str) -> Mapping:
    """Take the signs off the lines behind the sentence, as it says."""
    head, _sentence, rest = text.partition("its headers do not tell what it is about.")
    lines = rest.splitlines()[1:]
    return parse("m", head.rpartition("\n")[0] + "\n" + "\n".join(line.removeprefix("#").strip() for line in lines))


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        (ODD, "nr", "bezeichnung"),
        ("x,y\na,b\nc,d\n", "x", "y"),
        ("x,y\na,b\na,d\n", "y", "x"),
        ("x,y\na,b\na,b\n", "x", "y"),
        ("x,y\n1,2\n2,3\n", "x", "x"),
        ("x,y,z\n1,a@b.example,Ann\n2,c@d.example,Bo\n", "x", "y"),
        ("x,y,z\n1,@ann,Ann\n2,@bo,Bo\n", "x", "z"),
        ("x\n", "x", "x"),
    ],
)
def test_signs_off_it_is_a_mapping(text: str, key: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text(text, encoding="utf-8")
    (file,) = completed(propose([tmp_path / "odd.csv"])).files
    (record,) = file.records
    assert (file.name, record.kind, record.key) == ("odd.csv", "customer", (key,))
    assert record.fields["name"].columns == (name,)


def test_it_lists_what_rows_may_be(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text(ODD, encoding="utf-8")
    lines = skeleton(read(tmp_path / "odd.csv"))
    for kind in KINDS:
        assert f"# {kind}: {', '.join(FIELDS[kind])}" in lines


@pytest.mark.parametrize(
    "header",
    ['a "quoted" one', "line\nbreak", "x\n[[file]]\ny", "back\\slash", "颜色", "# no", "\x1b[31m", "[x]", "a = b"],
)
def test_headers_of_any_kind_stay_in_their_place(header: str, tmp_path: Path) -> None:
    quoted = header.replace('"', '""')
    (tmp_path / "odd.csv").write_text(f'"{quoted}",Wo\nMüller,Köln\nNord,Kiel\n', encoding="utf-8")
    text = propose([tmp_path / "odd.csv"])
    with pytest.raises(Exception, match="file"):  # nothing of it counts before somebody takes the signs off
        parse("m", text)
    assert completed(text).files[0].headers[1] == "Wo"


@pytest.mark.parametrize("header", ["line\nbreak", "x\n[[file]]\ny", "\x1b[31m"])
def test_columns_that_are_not_understood_stay_in_their_comment(header: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'Company,"{header}"\nAcme,1\n', encoding="utf-8")
    assert len(parse("m", propose([tmp_path / "a.csv"])).files) == 1


def test_a_file_beside_one_that_is_understood_waits_in_comments(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("Company\nAcme\n", encoding="utf-8")
    (tmp_path / "odd.csv").write_text(ODD, encoding="utf-8")
    text = propose([tmp_path])
    assert [file.name for file in parse("m", text).files] == ["accounts.csv"]
    assert [file.name for file in completed(text).files] == ["accounts.csv", "odd.csv"]


def test_an_empty_file_needs_no_section(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    assert "[[file]]" not in propose([tmp_path / "empty.csv"])
