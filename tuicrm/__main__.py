"""`tuicrm` and `python -m tuicrm`: the shortest way to the answer."""

import os
import sys

COMPLETE = "_TUICRM_COMPLETE"


def main() -> None:
    """Run the command that the command line names, and end with its status."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # many scripts ask only this: it costs no parser
        from tuicrm import __version__

        sys.stdout.write(f"tuicrm {__version__}\n")
        return
    from tuicrm.cli import given

    said = given.read(sys.argv[1:])
    from tuicrm.plain import language

    language.use(said.language or language.from_environment(os.environ))
    if said.host is not None:
        from tuicrm.cli import elsewhere

        sys.exit(elsewhere.run(said.host, sys.argv[1:]))
    if os.environ.get(COMPLETE):
        from tuicrm.cli.completion import prepare

        prepare()
    from tuicrm.cli import errors

    if said.alone:
        from tuicrm.cli import screens

        if screens.can_open():
            sys.exit(errors.guarded(lambda: screens.open_screens(screens.settings(said)), debug=said.debug))
    from tuicrm.cli.program import program

    sys.exit(errors.run(program(), sys.argv[1:], debug=said.debug))


if __name__ == "__main__":
    main()
