"""Own fields in a list of customers: each is an order, page by page, and a part of a text finds it."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from tests.company import Company
from tests.sales.house import set_values
from tuicrm.plain.names import name_sort
from tuicrm.sales import fields, pool
from tuicrm.sales.pool import PoolQuery
from tuicrm.store.tables.fields import own_values

VALUES = {
    "number": ("12", "1.5", None, "-3", "1.5", "0", None, "999999999999"),
    "money": ("9.50", None, "1200", "9.5", "0.01", None, "12k", "-1"),
    "date": ("2026-02-28", "1999-12-31", None, "2026-02-28", "0999-01-01", None, "9999-12-31", "1970-01-01"),
    "yesno": ("yes", "no", None, "yes", "no", None, "no", "yes"),
    "choice": ("Poor", "good", None, "Middling", "Poor", None, "good", "Poor"),
    "choices": ("Poor, good", "good", None, "Middling", "good, Poor", None, "Poor", "Middling, good"),
    "text": ("Zeta", "alpha", None, "北京", "ＷＩＤＥ 联成", None, "Ähre", "alpha"),
    "link": ("b.example", "a.example", None, "b.example", "C.example", None, "a.example/x", "0.example"),
}
CHOICES = ("good", "Poor", "Middling")
FALLING = ("number", "money", "yesno")


def asked(company: Company, query: PoolQuery) -> list[int]:
    found: list[int] = []
    while True:
        page = company.desk("li").read(pool.page, query)
        assert page.errors == ()
        found += [row.id for row in page.rows]
        if page.after is None:
            return found
        query = PoolQuery(query.tab, query.filter, query.sort, query.descending, page.after, query.limit)


def number(text: str) -> float:
    return float(text.replace("k", "000"))


KEYS: dict[str, Callable[[str], object]] = {
    "number": number, "money": number, "date": date.fromisoformat, "yesno": ("no", "yes").index,
    "choice": CHOICES.index, "choices": lambda text: CHOICES.index(text.split(", ")[0]),
    "text": name_sort, "link": name_sort,
}  # fmt: skip


def test_each_own_field_is_an_order_whose_pages_are_the_whole_list(company: Company) -> None:
    hale = company.desk("hale")
    ids = [company.customer(f"Acme {nth}") for nth in range(8)]
    for type, values in VALUES.items():
        made = hale.write(fields.add, "customer", f"My {type}", type, CHOICES)
        for customer, text in zip(ids, values, strict=True):
            if text is not None:
                hale.write(fields.set_value, made.id, customer, text)
    for type, values in VALUES.items():
        known = [one for one in zip(values, ids, strict=True) if one[0] is not None]
        rising = [customer for text, customer in sorted(known, key=lambda one: (KEYS[type](one[0] or ""), one[1]))]
        unknown = [customer for text, customer in zip(values, ids, strict=True) if text is None]
        up, down = rising + unknown, rising[::-1] + unknown[::-1]
        for descending, expected in ((False, up), (True, down), (None, down if type in FALLING else up)):
            for limit in (1, 3, 8):
                query = PoolQuery("all", sort=f"my-{type}", descending=descending, limit=limit)
                assert asked(company, query) == expected, (type, descending, limit)


def test_choice_that_is_none_any_more_stands_behind_those_there_are(company: Company) -> None:
    hale = company.desk("hale")
    made = hale.write(fields.add, "customer", "Fit", "choice", ("Good", "Poor", "Old"))
    ids = [company.customer(f"Acme {nth}") for nth in range(3)]
    for customer, text in zip(ids, ("Old", "Poor", ""), strict=True):
        hale.write(fields.set_value, made.id, customer, text)
    of_field = own_values.c.field_id == made.id, own_values.c.record_id == ids[0]
    set_values(company, own_values, company.value(select(own_values.c.id).where(*of_field)), text_value="From a file")
    assert asked(company, PoolQuery("all", sort="fit")) == [ids[1], ids[0], ids[2]]


def test_field_called_like_another_order_is_named_as_own(company: Company) -> None:
    hale = company.desk("hale")
    made = hale.write(fields.add, "customer", "Since", "date")
    hale.write(fields.add, "project", "Size", "number")
    first, second = (company.customer(name) for name in ("Acme", "Beta"))
    hale.write(fields.set_value, made.id, second, "2020-01-01")
    assert asked(company, PoolQuery("all", sort="own:since")) == [second, first]
    assert asked(company, PoolQuery("all", sort="size")) == asked(company, PoolQuery("all", sort="name"))


FOUND = {
    "nick:ACME": "a", "nick:co": "ac", "nick:ｃｏ": "ac", 'nick:"ein werk"': "c", "nick:京联": "b", "nick:cafe": "c",
    "nick:straße": "c", "nick:STRASSE": "c", "nick:Ｄ北": "b", "nick:co,北京": "abc", "nick:none": "d",
    "nick:any": "abc",
    "not:nick:co": "bd", "nick:nowhere": "", "nick:.": "c", "nick:%": "b", "nick:^": "b", "nick:]": "b", "nick:[": "b",
    "nick:\\": "b", "nick:-": "b", "nick:a-z": "", "nick:|": "b", "nick:'": "b", "nick:_": "b", "nick:[:": "",
    "nick:$": "", "nick:*": "", "nick:(": "", "nick:&": "", "nick:~": "", "site:EXAMPLE": "a", "site:acme.": "a",
}  # fmt: skip


def test_part_of_a_text_finds_it_in_any_case_and_width(company: Company) -> None:
    hale = company.desk("hale")
    nick, site = (hale.write(fields.add, "customer", *one) for one in (("Nick", "text"), ("Site", "link")))
    texts = ("acmeco", r"ＡＢcd北京联成 [x]^%\-|'_", "Ein Werk, CAFÉ Co. Straße", "")
    ids = [company.customer(name) for name in "ABCD"]
    for number, text in zip(ids, texts, strict=True):
        hale.write(fields.set_value, nick.id, number, text)
    hale.write(fields.set_value, site.id, ids[0], "https://Acme.example/")
    found = {one: asked(company, PoolQuery("all", one, "name")) for one in FOUND}
    assert found == {one: [ids["abcd".index(name)] for name in names] for one, names in FOUND.items()}
