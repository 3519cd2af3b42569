"""Who may bring which database up to date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.company import make_company
from tuicrm.sales.upgrading import upgrade
from tuicrm.store import migrate
from tuicrm.store.errors import NotAllowed
from tuicrm.store.migrate import Schema
from tuicrm.store.migrations import REVISIONS


def test_own_file_is_made_where_it_is_not(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/er/tuicrm.db"
    before, seat = upgrade(url, "li")
    assert (before, seat.me.role, seat.is_new) == (Schema.EMPTY, "administrator", True)
    seat.database.close()
    before, seat = upgrade(url, "li")
    assert (before, seat.is_new) == (Schema.CURRENT, False)
    seat.database.close()


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_shared_database_is_upgraded_by_its_administrator_only(
    kind: str, template: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = template(kind, make_company)
    ran = []
    monkeypatch.setattr(migrate, "REVISIONS", (*REVISIONS, "0002"))
    monkeypatch.setattr(migrate, "HEAD", "0002")

    def run(database: object) -> bool:
        ran.append(database)
        monkeypatch.setattr(migrate, "HEAD", REVISIONS[-1])
        return True

    monkeypatch.setattr(migrate, "upgrade", run)  # there is no second migration yet to run
    for login in ("li", "hale", "zed"):
        with pytest.raises(NotAllowed):
            upgrade(url, login)
    assert not ran
    before, seat = upgrade(url, "boss")
    assert (before, len(ran), seat.me.login) == (Schema.OLD, 1, "boss")
    seat.database.close()
