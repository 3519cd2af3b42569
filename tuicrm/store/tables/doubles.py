"""Tags of customers, and pairs of customers that may be one and the same."""

from tuicrm.store.schema import table

tags = table("tag")
customer_tags = table("customer_tag")
suspected_pairs = table("suspected_pair")
