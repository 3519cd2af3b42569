"""Picture the five screens for the README, from the sample company: python -m benchmarks.pictures"""

import asyncio
import tempfile
from pathlib import Path

from tests.sample.conftest import NOW, made
from tests.screens.user import at_screen

FOLDER = Path(__file__).parents[1] / "docs" / "screens"
SIZE = (100, 30)
SCREENS = {
    "pool": ("li", "1"),
    "board": ("li", "2"),
    "agenda": ("li", "3"),
    "charts": ("li", "4"),
    "team": ("hale", "5"),
}


async def draw(url: str, name: str, login: str, key: str) -> None:
    """Open a screen as one of them and keep what it shows."""
    async with at_screen(url, login, size=SIZE, now=NOW) as user:
        await user.press(key)
        (FOLDER / f"{name}.svg").write_text(user.app.export_screenshot(title="tuicrm"), encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/demo.db"
        made(url).close()
        for name, (login, key) in SCREENS.items():
            asyncio.run(draw(url, name, login, key))


if __name__ == "__main__":
    main()
