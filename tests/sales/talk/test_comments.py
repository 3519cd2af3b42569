"""Comments tell whom they name and whose it is; what was seen is kept."""

import pytest

from tests.company import Company
from tests.sales.chances import project, take_back
from tests.sales.house import refusal
from tuicrm.sales import agenda, talk
from tuicrm.sales.agenda import NewAction
from tuicrm.store.errors import NotFound


def new(company: Company, login: str) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in company.desk(login).read(talk.notices_of, only_new=True)]


def test_the_owner_is_told_when_somebody_else_writes(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    made = company.desk("wang").write(talk.add, "nice work", customer_id=acme)
    assert (made.about, made.told) == ("Acme", ("Li Wei",))
    assert new(company, "li") == [("wrote", "nice work")]
    assert company.desk("li").read(talk.count_new) == 1
    assert new(company, "wang") == []


def test_nobody_is_told_of_ones_own_words(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    assert small_company.desk("li").write(talk.add, "call them again", customer_id=acme).told == ()


@pytest.mark.parametrize("name", ["@roth", "@Roth", "＠roth", "@A. Roth"])
def test_who_is_named_is_told(small_company: Company, name: str) -> None:
    acme = small_company.customer("Acme", owner="li")
    if name == "@A. Roth":
        assert refusal(small_company, "li", talk.add, f"{name} please", customer_id=acme).code == "comment_person"
        return
    assert small_company.desk("li").write(talk.add, f"{name} please", customer_id=acme).told == ("A. Roth",)
    assert new(small_company, "roth") == [("named", f"{name} please")]


def test_who_may_not_see_it_cannot_be_named(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    for name in ("kuhn", "nobody"):
        said = refusal(small_company, "li", talk.add, f"@{name} look", customer_id=acme)
        assert (said.code, said.facts["given"]) == ("comment_person", name)


def test_a_mail_address_names_nobody_by_mistake(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    assert refusal(small_company, "li", talk.add, "mail a@example.com", customer_id=acme).code == "comment_person"


def test_on_an_action_its_owner_is_told(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    call = small_company.desk("li").write(agenda.log, NewAction("call", customer_id=acme)).action_id
    small_company.desk("wang").write(talk.add, "what did they say?", action_id=call)
    (notice,) = small_company.desk("li").read(talk.notices_of)
    assert (notice.about, notice.customer_id, notice.action_id) == ("Acme", acme, call)


def test_of_a_customer_all_that_was_said_is_listed(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    line = project(company, customer_id=acme)
    call = company.desk("li").write(agenda.log, NewAction("call", project_id=line)).action_id
    for words, about in (
        ("one", {"customer_id": acme}), ("two", {"project_id": line}), ("three", {"action_id": call})
    ):  # fmt: skip
        company.clock.later(minutes=1)
        company.desk("li").write(talk.add, words, **about)
    desk = company.desk("li")
    assert [one.words for one in desk.read(talk.comments_on, customer_id=acme)] == ["three", "two", "one"]
    assert [one.words for one in desk.read(talk.comments_on, project_id=line)] == ["three", "two"]
    assert [one.words for one in desk.read(talk.comments_on, action_id=call)] == ["three"]


def test_what_was_seen_is_kept(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    for words in ("one", "two"):
        company.desk("wang").write(talk.add, words, customer_id=acme)
    newest = company.desk("li").read(talk.notices_of)[0]
    assert company.desk("li").write(talk.see, (newest.id,)) == 1
    assert new(company, "li") == [("wrote", "one")]
    assert company.desk("roth").write(talk.see) == 0
    assert company.desk("li").write(talk.see) == 1
    assert company.desk("li").read(talk.count_new) == 0
    assert all(one.seen_at for one in company.desk("li").read(talk.notices_of))


def test_a_comment_taken_back_takes_its_notices_along(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    made = small_company.desk("wang").write(talk.add, "oops", customer_id=acme)
    assert refusal(small_company, "li", talk.take_back, made.id).code == "comment_own"
    take_back(small_company, "wang")
    assert new(small_company, "li") == []
    assert small_company.desk("li").read(talk.comments_on, customer_id=acme) == ()
    with pytest.raises(NotFound):
        small_company.desk("wang").write(talk.take_back, made.id)


@pytest.mark.parametrize(("words", "code"), [("", "comment_empty"), (" \n\t", "comment_empty"), ("x", "comment_about")])
def test_a_comment_needs_words_and_a_thing(small_company: Company, words: str, code: str) -> None:
    assert refusal(small_company, "li", talk.add, words).code == code


def test_what_one_may_not_see_one_does_not_write_on(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    with pytest.raises(NotFound):
        small_company.desk("kuhn").write(talk.add, "hello", customer_id=acme)
    with pytest.raises(NotFound):
        small_company.desk("kuhn").read(talk.comments_on, customer_id=acme)
