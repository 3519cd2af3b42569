"""`tuicrm serve`: the same program in a browser, for people who came in by a one-time link."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

from tuicrm.cli.errors import MISUSED, NOT_ALLOWED
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.output import talk
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.cli.given import Given

app = typer.Typer(**PLAIN)


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host", help=_("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=_("The port to listen on."))] = 8000,
    url: Annotated[str, typer.Option("--url", help=_("How browsers name it: https://crm.acme.example"))] = "",
    proxy_header: Annotated[
        str, typer.Option("--proxy-header", metavar="NAME", help=_("A header in which a proxy says the login."))
    ] = "",
    proxy_from: Annotated[
        str, typer.Option("--proxy-from", metavar="NETWORK", help=_("The network of that proxy; no other is believed."))
    ] = "127.0.0.1/32",
    window: Annotated[int | None, typer.Option("--window", hidden=True)] = None,
) -> int:
    """Serve the program to browsers. Links: tuicrm user link LOGIN."""
    if window is not None:
        return _window(ctx, window)
    from tuicrm.cli.desk import settings

    said = settings(ctx)
    try:
        from tuicrm.cli.web.server import WebServer
    except ModuleNotFoundError:
        talk(_("tuicrm: this needs one more package: pip install 'tuicrm[web]'"))
        return MISUSED
    from tuicrm.plain import log
    from tuicrm.store import migrate
    from tuicrm.store.database import Database

    if url and not url.startswith(("http://", "https://")):
        raise typer.BadParameter(_("{url} is no address. Write it as https://crm.acme.example").format(url=url),
                                 param_hint="--url")  # fmt: skip
    log.start()
    database = Database(said.database_url)
    migrate.ensure(database)
    try:
        server = WebServer(
            database, config=_config(ctx, said.database_url), host=host, port=port, public_url=url or None,
            proxy_header=proxy_header or None, proxy_from=proxy_from,
        )  # fmt: skip
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--proxy-from") from error
    talk(_("Serving {url}. ctrl+c ends it.").format(url=server.public_url))
    server.serve()
    database.close()
    return 0


def _config(ctx: typer.Context, database_url: str) -> str:
    """Give the windows a file that says which database: an address with a password stands in no list of processes."""
    import atexit
    import json
    import os
    import tempfile

    given = cast("Given", ctx.obj)
    if given.config and given.database is None:
        return os.path.abspath(given.config)
    handle, path = tempfile.mkstemp(prefix="tuicrm-serve-", suffix=".toml")
    with open(handle, "w") as file:
        file.write(f"database_url = {json.dumps(database_url)}\n")
    atexit.register(os.unlink, path)
    return path


def _window(ctx: typer.Context, pass_id: int) -> int:
    """Draw one window; the server starts this, with a browser's session that it has looked at."""
    from tuicrm.cli import screens
    from tuicrm.cli.given import Given
    from tuicrm.cli.remote.entry import program_reads
    from tuicrm.sales.access import Entry
    from tuicrm.sales.access.browser import by_pass
    from tuicrm.store.database import clock

    config = cast("Given", ctx.obj).config
    found = program_reads(
        screens.settings(Given(config=config)).database_url, lambda session: by_pass(session, pass_id, clock())
    )
    if found is None:
        return NOT_ALLOWED
    entry = Entry("web", found.login, pass_id=found.pass_id)
    given = Given(config=config, user=found.login, language=found.language, entry=entry)
    return screens.open_screens(screens.settings(given), entry=entry)
