"""A screen as a picture to compare: the SVG that the app itself exports."""

from __future__ import annotations

import re
from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

OF_ONE_RUN = re.compile(r"terminal-\d+")  # the SVG's own ids change with its text and so would each line
FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)  # addresses of fonts on the web, longer than all else


class ScreenExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "svg"


def picture(app: Any) -> str:
    """Give what the app shows now. Two equal screens give two equal texts."""
    return FONTS.sub("", OF_ONE_RUN.sub("terminal", app.export_screenshot(title="")))
