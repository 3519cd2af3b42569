"""Each test leaves English behind, whatever it spoke."""

from collections.abc import Iterator

import pytest

from tuicrm.plain.language import use


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    use("en")
