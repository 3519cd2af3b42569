"""Where forms keep what is typed: per database, user, form and record."""

from tuicrm.plain.drafts import DraftKey, Drafts
from tuicrm.plain.settings import dirs
from tuicrm.screens.pane import Pane
from tuicrm.widgets.draft_keeper import DraftKeeper


def keeper(pane: Pane, form: str, record: str = "") -> DraftKeeper:
    """Give the keeper of a form's draft."""
    return DraftKeeper(Drafts(dirs().state / "drafts"), DraftKey(pane.bridge.where, pane.bridge.me.login, form, record))
