"""Projects: one chance to sell each, their stage history, periods, people, products and handovers."""

from tuicrm.store.schema import table

projects = table("project")
project_products = table("project_product")
project_contacts = table("project_contact")
project_tags = table("project_tag")
project_links = table("project_link")
collaborators = table("collaborator")
stage_history = table("stage_history")
project_periods = table("project_period")
handovers = table("handover")
