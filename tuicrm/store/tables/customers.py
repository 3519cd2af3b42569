"""Customers, their contacts, who held them, and what arrived from them."""

from tuicrm.store.schema import table

customers = table("customer")
contacts = table("contact")
contact_points = table("contact_point")
ownerships = table("ownership")
inquiries = table("inquiry")
needs = table("need")
customer_needs = table("customer_need")
