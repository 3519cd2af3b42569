"""Own fields: what the team itself declares on a customer, contact, project, purchase, inquiry or action."""

from tuicrm.store.schema import table

own_fields = table("own_field")
own_values = table("own_value")
