"""Where customers come from: sources, campaigns with their cost, pools."""

from tuicrm.store.schema import table

sources = table("source")
campaigns = table("campaign")
campaign_costs = table("campaign_cost")
pools = table("pool")
