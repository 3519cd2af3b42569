"""Mapping files: what they may say, and that every mistake is one clear line."""

from pathlib import Path

import pytest

from tuicrm.exchange.loading import fitting, load, shipped
from tuicrm.exchange.mapping import MappingError
from tuicrm.exchange.mapping_file import parse

FILES = Path(__file__).parent / "files"
GOOD = """
system = "s"
[[file]]
name = "a*.csv"
[[file.record]]
kind = "customer"
key = "Nr"
fields = { name = "Firma" }
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(MappingError) as found:
        parse("m.toml", text)
    return found.value.lines()


def test_smallest_mapping() -> None:
    mapping = parse("m.toml", GOOD)
    assert (mapping.system, mapping.currency, mapping.funnel, mapping.stages) == ("s", None, None, ())
    record = mapping.files[0].records[0]
    assert (record.kind, record.key, record.fields["name"].columns) == ("customer", ("nr",), ("firma",))


def test_file_is_known_by_its_name_or_else_by_its_headers() -> None:
    text = GOOD + '[[file]]\nheaders = ["Deal Name", "Stage"]\n' + GOOD.split("[[file]]")[1].split("\n", 2)[2]
    mapping = parse("m.toml", text)
    first, second = mapping.files
    assert mapping.file_for("A-2026.CSV", {}) is first
    assert mapping.file_for("x.csv", {"dealname": "deal name", "stage": "Stage"}) is second
    assert mapping.file_for("x.csv", {"dealname": "deal name"}) is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('system = "s"', "", 'm.toml: system: this is missing: write system = "..."'),
        ('system = "s"', 'system = "My CRM"', "m.toml: system: use small letters, digits and . _ - only"),
        ('system = "s"', 'system = "s"\ncurency = "USD"', "m.toml: curency: there is no “curency” here. Did you mean"),
        ('system = "s"', 'system = "s"\ncurrency = "Dollar"', "m.toml: currency: “Dollar” is no currency."),
        ('name = "a*.csv"', "", "m.toml: file[1].name: say how the file is recognised"),
        ('kind = "customer"', "", "m.toml: file[1].record[1].kind: this is missing. Choose one of: team, user"),
        ('kind = "customer"', 'kind = "client"', "m.toml: file[1].record[1].kind: “client” is not possible here."),
        ('key = "Nr"', "", "m.toml: file[1].record[1].key: name the column that tells one customer from another"),
        ('name = "Firma"', 'nmae = "Firma"', "m.toml: file[1].record[1].fields.nmae: there is no “nmae” here. Did you"),
        ('name = "Firma"', "", "m.toml: file[1].record[1].fields.name: a customer needs this"),
        ('name = "Firma"', "name = 7", "m.toml: file[1].record[1].fields.name: write a table here"),
        (
            'name = "Firma"', 'name = "Firma", founded = { column = "J", unit = 2 }',
            "m.toml: file[1].record[1].fields.founded.unit: a field of type whole has no “unit”: leave it out",
        ),
        (
            'name = "Firma"', 'name = "Firma", kind = { value = "firm" }',
            "m.toml: file[1].record[1].fields.kind: “firm” is not possible here. Choose one of: company, person",
        ),
        (
            'name = "Firma"', 'name = "Firma", owner = { column = "O", missing = "make" }',
            "m.toml: file[1].record[1].fields.owner.missing: “make” is not possible here.",
        ),
    ],
)  # fmt: skip
def test_mistake_is_one_line_with_its_place_and_what_to_do(old: str, new: str, expected: str) -> None:
    lines = mistakes(GOOD.replace(old, new))
    assert len([line for line in lines if line.startswith(expected)]) == 1
    assert all("\n" not in line for line in lines)


def test_all_mistakes_are_told_at_once() -> None:
    assert len(mistakes(GOOD.replace('"s"', '"S S"').replace("kind", "kid").replace("a*.csv", ""))) >= 3


def test_stages_are_checked() -> None:
    project = GOOD.replace('"customer"', '"project"').replace('name = "Firma"', 'stage = "P"')
    funnel = '[funnel]\nname = "F"\n[[funnel.stage]]\nname = "A"\nprobability = 120\n'
    lines = mistakes(project.replace("[[file]]", funnel + "[[file]]") + '[file.record.entered]\nB = "Day"\n')
    assert lines == [
        "m.toml: funnel.stage[1].probability: write a whole number from 0 to 100",
        'm.toml: funnel.stage: a funnel needs a stage of kind "won" and one of kind "lost"',
        "m.toml: file[1].record[1].entered.B: there is no “B” here. There are: A",
    ]


def test_what_is_no_toml_is_told_with_its_line() -> None:
    (line,) = mistakes('system = "s"\nname = [}\n')
    assert line.startswith("m.toml: this is not TOML:")
    assert "line 2" in line


def test_mapping_that_is_not_there_names_those_that_come_along(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as found:
        load(str(tmp_path / "none.toml"))
    assert "maven-crm" in str(found.value)
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(MappingError):
        load(str(tmp_path / "bad.toml"))


@pytest.mark.parametrize("name", [*shipped(), str(FILES / "shop.toml"), str(FILES / "zh-leads.toml")])
def test_mappings_of_ours_are_sound(name: str) -> None:
    assert load(name).files


def test_one_that_comes_along_is_found_by_the_headers_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "team.csv").write_text("sales_agent,manager,regional_office\nA,B,C\n", encoding="utf-8")
    found = fitting([tmp_path])
    assert found is not None
    assert found.system == "maven-crm"
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert fitting([tmp_path]) is None
