"""Who takes part in what is planned, read from a list of names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import Company
from tests.sales.test_briefing import contact
from tuicrm.sales.agenda.people import Named, Partners, named, partners
from tuicrm.store.errors import NotFound

AMONG = Partners(
    ((1, "Jan Novak"), (2, "Eva Novak"), (3, "王芳"), (4, "Li"), (5, "Jo Berg")),
    ((11, "Li Wei", "li"), (12, "A. Roth", "roth"), (13, "Jo Berg", "berg"), (14, "Wang Fang", "wang")),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Named()), (" , ，", Named()), ("Jan Novak", Named((1,))), ("jan novak, EVA NOVAK", Named((1, 2))),
        ("jan", Named((1,))), ("novak", Named(unknown=("novak",))), ("王芳", Named((3,))), ("芳", Named((3,))),
        ("@roth", Named((), (12,))), ("roth", Named((), (12,))), ("A. Roth；王芳", Named((3,), (12,))),
        ("@li", Named((), (11,))), ("＠li", Named((), (11,))), ("li wei", Named((), (11,))),
        ("Jo Berg", Named(unknown=("Jo Berg",))), ("@berg", Named((), (13,))), ("eva、jan", Named((2, 1))),
        ("jan, Jan Novak", Named((1,))), ("nobody, jan", Named((1,), (), ("nobody",))),
        ("@nobody", Named((), (), ("@nobody",))),
    ],
)  # fmt: skip
def test_names_mean_people(text: str, expected: Named) -> None:
    assert named(text, AMONG) == expected


@pytest.mark.parametrize(
    ("text", "had", "expected"),
    [
        ("Jo Berg", ((5,), ()), Named((5,))), ("Jo Berg", ((), (13,)), Named((), (13,))),
        ("Jo Berg", ((5,), (13,)), Named(unknown=("Jo Berg",))), ("novak", ((2,), ()), Named((2,))),
        ("jan", ((2,), ()), Named((1,))),
    ],
)  # fmt: skip
def test_of_two_it_is_who_takes_part_already(
    text: str, had: tuple[tuple[int, ...], tuple[int, ...]], expected: Named
) -> None:
    assert named(text, AMONG, had) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["Jan Novak", "Eva Novak", "王芳", "@roth", "Li Wei", "@wang"]), max_size=6))
def test_whoever_is_named_takes_part_once(names: list[str]) -> None:
    found = named(", ".join(names), AMONG)
    assert not found.unknown
    assert len(found.contact_ids) + len(found.user_ids) == len(set(names))
    assert len({*found.contact_ids, *found.user_ids}) == len(set(names))


def test_partners_are_the_customers_people_and_all_of_us(small_company: Company) -> None:
    acme, other = small_company.customer("Acme", owner="li"), small_company.customer("Foreign", owner="kuhn")
    novak = contact(small_company, acme, "J. Novak", "+44 1")
    contact(small_company, other, "X. Other", "+44 1")
    found = small_company.desk("li").read(partners, acme)
    assert found.contacts == ((novak, "J. Novak"),)
    assert ("Li Wei", "li") in [one[1:] for one in found.users]
    assert small_company.desk("li").read(partners, None).contacts == ()
    with pytest.raises(NotFound):
        small_company.desk("li").read(partners, other)
