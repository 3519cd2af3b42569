"""How our column types are written into a migration file."""

from typing import Any, Literal

from sqlalchemy import String, Text
from sqlalchemy.sql.type_api import TypeEngine

from tuicrm.store import types


def render(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """Write our own types by the words of `store.types`; leave the rest to Alembic."""
    if kind != "type" or not isinstance(item, TypeEngine):
        return False
    context.imports.add("from tuicrm.store import types")
    if isinstance(item, types.Moment | types.Json):
        return f"types.{type(item).__name__}()"
    if isinstance(item, Text):
        return "types.long_string()"
    if isinstance(item, String):
        return f"types.string({item.length})"
    if getattr(item, "_variant_mapping", None):
        return "types.Id"
    return False
