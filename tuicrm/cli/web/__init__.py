"""The same program in a browser, behind a door of its own."""
