"""Customers whose names have a legal form of Turkey, Poland, Russia, Vietnam or Mexico are known by the name before it."""

from tuicrm.store.migrations.names import read_anew

revision = "forms_of_the_world"
down_revision = "legal_forms"
branch_labels = None
depends_on = None

_READ_ANEW = (
    "%ı%", "%şti%", "%sti.%", "%şirketi%", "%ticaret%", "% tic%", "%sp%j%", "%sp%k%", "%spółka%", "%spolka%", "%ооо%",
    "%ООО%", "%ао%", "%АО%", "ип %", "ИП %", "%обществ%", "%Обществ%", "%ОБЩЕСТВ%", "%jsc%", "%joint%", "%ctcp%",
    "%ty %tnhh%", "%ty c%", "% est%", "% nig%", "%de c%v%", "%de r%l%", "%variable%", "%s/a%", "%ltda%", "%eireli%",
    "%limitada%", "%&%kg%", "%à r%", "% e. u%", "% e%k%", "%g%m%b%h%", "%會社%", "%企業社%", "%유한%", "%(同)%",
    "%（同）%", "% ug%", "%(p)%",
)  # fmt: skip
"""Not those with Ltd right behind a Chinese character: to find these each name there is would have to be read."""


def upgrade() -> None:
    read_anew(_READ_ANEW)
