"""What the program itself keeps: settings, operations, the audit trail, search tokens, where imports came from."""

from tuicrm.store.schema import table

settings = table("setting")
operations = table("operation")
changes = table("change")
tokens = table("token")
source_rows = table("source_row")
saved_views = table("saved_view")
list_choices = table("list_choice")
disclosures = table("disclosure")
