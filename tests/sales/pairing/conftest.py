"""A team in which Li loses projects at a stage where Roth does not."""

import pytest

from tests.company import Company
from tests.sales.pairing.pairs import team


@pytest.fixture
def east(small_company: Company) -> Company:
    return team(small_company)
