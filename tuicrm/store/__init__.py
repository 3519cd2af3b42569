"""Tables, migrations, the one way to write, and Database: URL -> transactions."""
