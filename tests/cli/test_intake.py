"""Doors for other programs, as a shell uses them; the recipes of the documentation are run as they stand there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cli.inside import Inside
from tests.company import Company
from tests.left_out import CHECKOUT
from tests.patience import LONGEST_SECONDS
from tests.sales.house import join
from tuicrm.store.tables.customers import customers, inquiries

MAIL = (
    "From: Ann Lee <ann@acme.example>\r\nSubject: PX-200\r\nMessage-ID: <1@x>\r\n\r\nTwo lines, please.\r\n\r\n-- \r\n"
    "Ann Lee\r\nAcme Ltd\r\n0113 496 0142\r\n"
)


def test_a_mail_comes_in_once(inside: Inside) -> None:
    first = inside("intake", "mail", "--json", typed=MAIL).json
    assert (first["what"], first["customer"], first["subject"], first["from"]) == (
        "inquiry", "Acme Ltd", "PX-200", "ann@acme.example",
    )  # fmt: skip
    again = inside("intake", "mail", typed=MAIL)
    assert (again.status, again.out) == (0, "")
    assert "came before" in again.err
    known = inside("intake", "mail", typed=MAIL.replace("<1@x>", "<2@x>"))
    assert known.out.strip() == str(first["customer_id"])
    assert "is on record at Acme Ltd" in known.err
    bounce = inside("intake", "mail", typed=MAIL.replace("ann@", "mailer-daemon@").replace("<1@x>", "<3@x>"))
    assert (bounce.status, bounce.out) == (0, "")


@pytest.mark.parametrize(
    "form",
    [
        "company=Acme+Ltd&contact=Ann&phone=0113+496+0142&message=price%3F&consent=on&colour=red",
        json.dumps({"company": "Acme Ltd", "contact": "Ann", "phone": "0113 496 0142", "message": "price?",
                    "consent": True, "colour": "red"}),
    ],
)  # fmt: skip
def test_a_form_comes_in_with_its_consent(inside: Inside, form: str) -> None:
    made = inside("intake", "form", "--consent", "I agree to be called.", "--json", typed=form).json
    assert (made["name"], made["is_new"]) == ("Acme Ltd", True)
    shown = inside("inquiry", "show", str(made["inquiry_id"]), "--json").json
    assert (shown["consent"], shown["source"]) == ("I agree to be called.", "website")
    assert shown["message"] == "price?\ncolour: red"


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ("", 2, "empty"),
        ("{", 2, "no JSON"),
        ("phone=call+me&name=Acme", 1, "not a phone number"),
        ("colour=red", 1, "Say who it is"),
    ],
)
def test_a_form_that_cannot_be_taken_in_says_why_in_one_line(inside: Inside, form: str, status: int, said: str) -> None:
    done = inside("intake", "form", typed=form)
    assert (done.status, done.out) == (status, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_many_leads_come_in_from_csv_and_json_lines_and_what_is_refused_is_named(
    inside: Inside, small_company: Company
) -> None:
    csv = "name,phone,message\nAcme,0113 496 0142,price?\nBeta,call me,\nACME Ltd,+44 113 4960142,again\n"
    done = inside("lead", "add", "-", "--source", "website", "--json", typed=csv)
    assert done.status == 1
    rows = json.loads(done.out)
    assert [(one["line"], one.get("is_new"), "error" in one) for one in rows] == [
        (2, True, False), (3, None, True), (4, False, False),
    ]  # fmt: skip
    lines = '{"name": "Gamma", "campaign": ""}\n{"name": "Delta"}\n'
    said = inside("lead", "add", "-", typed=lines)
    assert (said.status, len(said.out.split())) == (0, 2)
    assert "2 came in: 2 new, 0 known, 0 refused." in said.err
    assert small_company.value(select(func.count()).select_from(inquiries)) == 4
    assert small_company.value(select(func.count()).select_from(customers)) == 3
    assert inside("lead", "add", "-", typed="").status == 2


def test_inquiries_are_listed_judged_and_tied(inside: Inside) -> None:
    inside("lead", "add", "Acme", "--source", "phone", "--referrer", "@roth")
    listed = inside("inquiry", "list", "--state", "new", "--json").json
    assert [(one["customer"], one["state"]) for one in listed] == [("Acme", "new")]
    assert inside("inquiry", "refuse", "1", "wrong-region").err.strip() == "Acme: refused: wrong region."
    assert inside("inquiry", "list", "--state", "refused", "--ids").out.split() == ["1"]
    assert inside("inquiry", "accept", "1").status == 0
    inside("project", "add", "Line 4", "--customer", "Acme")
    inside("lead", "add", "Acme", "--project", "-")
    assert inside("inquiry", "tie", "2", "Line 4", "--json").json == {"id": 2, "project_id": 1}
    assert inside("inquiry", "refuse", "1", "ugly").status == 1
    assert inside("inquiry", "refuse", "spam").status == 2


def test_duplicates_are_listed_compared_merged_and_made_two_again(inside: Inside, small_company: Company) -> None:
    first, second = (small_company.customer("Acme", owner="li") for _ in range(2))
    pairs = inside("customer", "dupes", "--json").json
    assert [(one["why"], one["first_id"], one["second_id"]) for one in pairs] == [("name", first, second)]
    assert "Acme (1)" in inside("customer", "compare", "1", "2").out or inside("customer", "compare", "1", "2").out
    merged = inside("customer", "merge", "1", "2", "--json").json
    assert (merged["id"], merged["gone_id"]) == (first, second)
    assert inside("customer", "show", "2", "--json").json["id"] == first
    assert inside("customer", "unmerge", "2").status == 0
    assert inside("customer", "dupes", "--not-same", "1").status == 0
    assert inside("customer", "dupes", "--json").json == []
    assert inside("customer", "merge", "1").status == 2


def test_a_campaign_is_made_paid_for_and_shown(inside: Inside) -> None:
    assert inside("campaign", "add", "Spring fair", "--from", "2026-03-01", login="hale").status == 0
    assert inside("campaign", "add", "Spring fair", login="li").status == 4
    assert inside("campaign", "cost", "Spring", "2026-03", "300", login="hale").status == 0
    assert inside("campaign", "cost", "Spring", "March", "300", login="hale").status == 2
    inside("lead", "add", "Acme", "--campaign", "Spring fair")
    shown = inside("campaign", "show", "Spring fair", "--json").json
    assert (shown["credit"], shown["taken"], shown["untouched"]) == ("first", 1, 1)
    assert shown["cost"] == {"amount": "300.00", "currency": "EUR"}
    assert "tuicrm campaign show 'Spring fair' --line taken" in inside("campaign", "show", "Spring fair").out
    (row,) = inside("source", "report", "--by", "campaign", "--json").json["rows"]
    assert (row["key"], row["inquiries"], row["customers"]) == ("Spring fair", 1, 1)
    assert [one["name"] for one in inside("campaign", "list", "--json").json] == ["Spring fair"]


def recipe(name: str) -> str:
    """A block of the documentation, as it stands there."""
    text = (CHECKOUT / "docs" / "intake.md").read_text("utf-8")
    found = re.search(rf"<!-- recipe: {name} -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert found is not None, name
    return found[1]


@pytest.fixture
def beside(small_company: Company, tmp_path: Path) -> dict[str, str]:
    """The environment of another program: `tuicrm` on its path, and whom it may be."""
    for login in ("webform", "mailbox"):
        join(small_company, login, "intake")
    program = tmp_path / "tuicrm"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tuicrm "$@"\n')
    program.chmod(0o755)
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {
        "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(CHECKOUT), "TMPDIR": str(tmp_path), **folders,
        "TUICRM_DATABASE_URL": small_company.database.url.render_as_string(hide_password=False), "LC_ALL": "C.UTF-8",
    }  # fmt: skip


def run(script: str, beside: dict[str, str], typed: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", script],
        env={**beside, **more},
        input=typed,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
    )


def test_the_recipe_for_postfix_takes_mail_in_and_never_bounces(beside: dict[str, str], small_company: Company) -> None:
    assert "crm-mail" in recipe("aliases")
    assert run(recipe("mail"), beside, MAIL).returncode == 0
    assert small_company.value(select(func.count()).select_from(inquiries)) == 1
    assert run(recipe("mail"), beside, "From: nobody\n\nhello").returncode == 0, "refused, and not sent back"
    gone = "postgresql://nobody@127.0.0.1:1/crm"
    assert run(recipe("mail"), beside, MAIL, TUICRM_DATABASE_URL=gone).returncode == 75, "Postfix tries again"


def test_the_recipe_for_a_web_form_answers_the_visitor(beside: dict[str, str], small_company: Company) -> None:
    form = "company=Acme+Ltd&phone=0113+496+0142"
    done = run(recipe("cgi"), beside, form, CONTENT_LENGTH=str(len(form)))
    assert done.stdout.startswith("Status: 303")
    assert small_company.value(select(customers.c.name)) == "Acme Ltd"
    wrong = "company=Acme&phone=call+me"
    said = run(recipe("cgi"), beside, wrong, CONTENT_LENGTH=str(len(wrong)))
    assert said.stdout.startswith("Status: 400")
    assert "not a phone number" in said.stdout


def test_a_campaign_is_changed_from_the_shell(inside: Inside) -> None:
    inside("campaign", "add", "Spring fair", "--from", "2026-03-01", login="hale")
    done = inside("campaign", "edit", "Spring", "--name", "Fair 26", "--from", "-", "--to", "2026-03-09", "--json",
                  login="hale")  # fmt: skip
    assert (done.json["name"], done.json["from"], done.json["to"]) == ("Fair 26", None, "2026-03-09")
    for words, status in (
        (("Fair",), 2), (("Fair", "--to", "soon"), 2), (("Nothing", "--name", "x"), 1),
        (("Fair", "--source", "pigeon"), 1),
    ):  # fmt: skip
        assert inside("campaign", "edit", *words, login="hale").status == status, words
    assert inside("campaign", "edit", "Fair", "--name", "x", login="li").status == 4


def test_the_list_of_needs_is_changed_from_the_shell(inside: Inside) -> None:
    for name in ("speed", "price"):
        inside("customer", "needs", "--add", name, login="hale")
    assert (
        inside("customer", "needs", "--edit", "price", "--name", "low price", "--place", "1", login="hale").status == 0
    )
    assert [one["name"] for one in inside("customer", "needs", "--json").json] == ["low price", "speed"]
    assert inside("customer", "needs", "--edit", "speed", login="hale").status == 2
    assert inside("customer", "needs", "--away", "speed", login="li").status == 4
    assert inside("customer", "needs", "--away", "speed", login="hale").status == 0
    assert [one["name"] for one in inside("customer", "needs", "--json").json] == ["low price"]


def test_own_fields_are_in_the_lists_of_scripts(inside: Inside) -> None:
    inside("field", "add", "Fleet size", "--type", "number", login="hale")
    inside("field", "add", "City", login="hale")
    acme = inside("lead", "add", "Acme", "--city", "Leeds", "--json").json["id"]
    inside("lead", "add", "Beta")
    assert inside("customer", "edit", str(acme), "fleet-size=40", login="hale").status == 0
    rows = {one["name"]: one["fields"] for one in inside("pool", "list", "--json").json}
    assert rows == {"Acme": {"fleet-size": "40", "city": None}, "Beta": {"fleet-size": None, "city": None}}
    head, *lines = inside("pool", "list", "--csv").out.splitlines()
    assert head.split(",")[-2:] == ["fleet-size", "field_city"], "a field does not hide a column of ours"
    assert sorted(line.split(",")[-2] for line in lines) == ["", "40"]


def test_the_role_for_doors_fills_own_fields(inside: Inside, small_company: Company) -> None:
    inside("field", "add", "Employees", "--type", "number", login="hale")
    join(small_company, "webform", "intake")
    posted = "company=Acme&employees=12&message=price%3F"
    form = inside("intake", "form", "--json", login="webform", typed=posted).json
    loose = inside("intake", "form", "--json", login="webform", typed="company=Core&employees=a+few").json
    (line,) = inside("lead", "add", "-", "--json", login="webform", typed='{"name": "Beta", "employees": 7}\n').json
    kept = {one["name"]: one["fields"]["employees"] for one in inside("pool", "list", "--json", login="hale").json}
    assert kept == {"Acme": "12", "Beta": "7", "Core": None}
    said = [inside("inquiry", "show", str(one["inquiry_id"]), "--json", login="hale").json["message"]
            for one in (form, line, loose)]  # fmt: skip
    assert said == ["price?", None, "employees: a few"], "no visitor is lost for a value that does not fit"


def test_a_campaign_of_a_line_or_form_brings_its_channel(inside: Inside) -> None:
    inside("campaign", "add", "Fair", "--source", "outreach", login="hale")
    lines = (
        '{"name": "Acme", "campaign": "Fair"}\n{"name": "Beta"}\n'
        '{"name": "Core", "utm_campaign": "Fair", "source": "phone"}\n'
    )
    inside("lead", "add", "-", "--source", "website", typed=lines)
    inside("lead", "add", "Dorn", "--source", "website", "--campaign", "Fair")
    inside("intake", "form", "--source", "website", typed="company=Epsilon&utm_campaign=Fair")
    listed = {one["customer"]: one["source"] for one in inside("inquiry", "list", "--json", login="hale").json}
    assert listed == {
        "Acme": "outreach", "Beta": "website", "Core": "phone", "Dorn": "website", "Epsilon": "outreach",
    }  # fmt: skip
