"""What the page computed its blocks do not compute again; what is written is known at once."""

from typing import Any

import pytest

from tests.company import Company
from tuicrm.sales import analysis
from tuicrm.sales.analysis.expansion import passing
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.know_how import matrix
from tuicrm.sales.analysis.questions import answer


@pytest.mark.parametrize(("module", "name", "question"), [(passing, "passed", "gap"), (matrix, "_won", "coverage")])
def test_page_and_block_count_once(
    small_company: Company, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, question: str
) -> None:
    counted, real = [], getattr(module, name)
    monkeypatch.setattr(module, name, lambda *args: counted.append(1) or real(*args))
    desk = small_company.desk("hale")
    desk.read(analysis.team_page)
    desk.read(answer, question, Scope())
    desk.read(analysis.team_page)
    assert len(counted) == 1
    small_company.customer("Acme")
    desk.read(analysis.team_page)
    assert len(counted) == 2, "something was written"
    small_company.desk("li").read(analysis.team_page)
    assert len(counted) == 3, "another reader"
