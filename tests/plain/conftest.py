"""Hypothesis without a clock: a busy machine is no failure. Each test leaves English behind, whatever it spoke."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tuicrm.plain.language import use

settings.register_profile("plain", deadline=None)
settings.load_profile("plain")


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    use("en")
