"""Results of rules as JSON and back, so that a repeated write can answer what the first one answered."""

import dataclasses
import importlib
import sys
from datetime import date, datetime
from typing import Any
from uuid import UUID


def to_json(value: Any) -> Any:
    """Turn plain values, dates, tuples and our frozen dataclasses into JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime):
        return {"$": "at", "v": value.isoformat()}
    if isinstance(value, date):
        return {"$": "on", "v": value.isoformat()}
    if isinstance(value, UUID):
        return {"$": "uuid", "v": str(value)}
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    if isinstance(value, dict):
        return {"$": "map", "v": [[to_json(key), to_json(one)] for key, one in value.items()]}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {one.name: to_json(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return {"$": f"{type(value).__module__}:{type(value).__qualname__}", "v": fields}
    raise TypeError(f"a rule may not return a {type(value).__name__}")


def from_json(value: Any) -> Any:
    """Turn it back; lists come as tuples."""
    if isinstance(value, list):
        return tuple(from_json(one) for one in value)
    if not isinstance(value, dict):
        return value
    what, inner = value["$"], value["v"]
    if what == "at":
        return datetime.fromisoformat(inner)
    if what == "on":
        return date.fromisoformat(inner)
    if what == "uuid":
        return UUID(inner)
    if what == "map":
        return {from_json(key): from_json(one) for key, one in inner}
    module, name = what.split(":")
    if module not in sys.modules and not module.startswith("tuicrm."):
        raise ValueError(f"{module} is not ours")  # what a row names is never imported from elsewhere
    kind = getattr(importlib.import_module(module), name)
    if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
        raise ValueError(f"{what} is no result")
    return kind(**{key: from_json(one) for key, one in inner.items()})
