"""What the rules of the pool keep."""

from tuicrm.store.schema import table

recycle_warnings = table("recycle_warning")
hand_outs = table("hand_out")
