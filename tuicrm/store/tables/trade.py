"""What is sold and what it brought: products, purchases, whose sale it was, rates of exchange."""

from tuicrm.store.schema import table

products = table("product")
purchases = table("purchase")
credits = table("credit")
rates = table("rate")
credit_shares = table("credit_share")
