"""All verbs of `tuicrm project`: the ones of its own page, and those of its parts and its way."""

from tuicrm.cli import project_parts as project_parts
from tuicrm.cli import project_way as project_way
from tuicrm.cli.project import app

__all__ = ["app"]
