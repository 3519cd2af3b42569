"""Words for what the rules of the audit refuse."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_rights

add_rights({"audit": N_("The audit trail is for auditors, managers and administrators. Cards show what you may see.")})
