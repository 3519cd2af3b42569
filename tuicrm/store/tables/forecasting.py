"""What people say a period will bring."""

from tuicrm.store.schema import table

forecast_calls = table("forecast_call")
