"""What a role may do: what menus know beforehand is what the rules decide."""

import pytest

from tuicrm.sales.rights import RIGHTS
from tuicrm.screens.allowed import ACTS_OF, may, why
from tuicrm.widgets.acts import act

ROLES = ("rep", "team_lead", "manager", "administrator", "auditor", "marketing", "intake")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("right", ACTS_OF)
def test_an_act_is_refused_to_who_lacks_its_right(role: str, right: str) -> None:
    for act_id in ACTS_OF[right]:
        assert (why(role, act_id) is None) is (role in RIGHTS[right]) is may(role, right), act_id


def test_every_act_named_is_one() -> None:
    for acts in ACTS_OF.values():
        assert [act(act_id).id for act_id in acts] == list(acts)


@pytest.mark.parametrize(
    ("role", "act_id", "said"),
    [
        ("auditor", "pool.claim", "Your role (auditor) may not sell. Ask an administrator for another role."),
        ("auditor", "lead.add", "Your role (auditor) may not take in leads. Ask an administrator for another role."),
        ("marketing", "lead.add", None),
        ("marketing", "action.plan", "Your role (marketing) may not sell. Ask an administrator for another role."),
        ("intake", "project.win", "Your role (intake) may not sell. Ask an administrator for another role."),
        ("rep", "pool.claim", None),
        ("auditor", "list.open", None),
        ("auditor", "timeline.open", None),
    ],
)
def test_the_reason_is_said(role: str, act_id: str, said: str | None) -> None:
    assert why(role, act_id) == said
