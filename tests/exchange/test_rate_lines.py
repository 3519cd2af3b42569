"""A bank's table of rates: its columns in any order, divided by commas, semicolons or tabs."""

import pytest

from tuicrm.exchange import rate_lines
from tuicrm.sales.rates import Given

ONE = Given("USD", "7.1032", "2026-11-01")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("USD,2026-11-01,7.1032\n", [(1, ONE)], id="without a heading"),
        pytest.param("currency,on,rate\nUSD,2026-11-01,7.1032\n", [(2, ONE)], id="with one"),
        pytest.param("\ufeffCurrency,On,Rate\r\nUSD,2026-11-01,7.1032\r\n", [(2, ONE)], id="of Excel"),
        pytest.param("Rate;Currency;On\n7,1032;USD;2026-11-01", [(2, ONE)], id="another order, decimal comma"),
        pytest.param("USD\t2026-11-01\t7,1032", [(1, ONE)], id="tabs"),
        pytest.param("bank,rate,on,currency\nX,7.1032,2026-11-01,USD", [(2, ONE)], id="more columns"),
        pytest.param('USD,2026-11-01,"7.1032"', [(1, ONE)], id="quoted"),
        pytest.param("\n\nUSD , 2026-11-01 , 7.1032\n\n,,\n", [(3, ONE)], id="empty lines, blanks"),
        pytest.param("USD,2026-11-01", [(1, Given("USD", "", "2026-11-01"))], id="no rate"),
        pytest.param("USD,,7.1032", [(1, Given("USD", "7.1032", ""))], id="no day"),
        pytest.param("USD", [(1, Given("USD", "", ""))], id="the currency alone"),
        pytest.param("currency,on,rate", [], id="a heading alone"),
        pytest.param("", [], id="nothing"),
        pytest.param("USD,2026-11-01,7.1032\ncurrency,on,rate",
                     [(1, ONE), (2, Given("currency", "rate", "on"))], id="a heading too late is a line"),
    ],
)  # fmt: skip
def test_a_table_is_read_line_by_line(text: str, found: list[tuple[int, Given]]) -> None:
    assert list(rate_lines.read(text.encode())) == found


def test_what_is_no_text_is_read_as_far_as_it_is() -> None:
    [(line, given)] = rate_lines.read(b"US\xffD,2026-11-01,7")
    assert (line, given.rate) == (1, "7")
