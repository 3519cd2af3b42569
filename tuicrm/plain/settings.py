"""What the program goes by, and where each of it was said.

Said in a flag, else in the environment (TUICRM_*), else in the file of `--config` or TUICRM_CONFIG, else in the
user's config.toml, else in the system's, else by default. Nothing is looked for in or above the working
directory: a file in a shared folder could point the database elsewhere. This is the one module that reads the
environment, once.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from tuicrm.plain.clean import show
from tuicrm.plain.language import Language, _, fold, from_environment

Color = Literal["auto", "always", "never"]
Symbols = Literal["fine", "ascii"]
LogLevel = Literal["debug", "info", "warning", "error"]
Remind = Literal["off", "quiet", "bell", "desktop"]
Desktop = Literal["none", "osc9", "osc777"]
Start = Literal["pool", "board", "agenda", "charts", "team"]

FLAGS = {"database_url": "--db", "config": "--config", "user": "--user", "lang": "--lang"}
_VARIABLES = {"zone": "TUICRM_TZ"}
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class SettingsError(Exception):
    """A setting that cannot be: one sentence with where it stands, what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Dirs:
    """Where the user's files are: settings, databases, drafts and log and outbox, what can be made again."""

    config: Path
    data: Path
    state: Path
    cache: Path
    system_config: tuple[Path, ...]


@dataclass(frozen=True)
class Settings:
    """What the program goes by. `origin(name)` says where a value comes from."""

    database_url: str
    user: str
    lang: Language
    zone: str
    config: Path | None
    log: LogLevel
    no_input: bool
    color: Color
    pager: str
    region: str
    symbols: Symbols
    mouse: bool
    start: Start | None
    remind: Remind
    desktop: Desktop
    morning: bool
    dial: bool
    restore: bool
    origins: Mapping[str, str] = field(repr=False)

    def origin(self, name: str) -> str:
        """Return where the value was said: `--db`, `TUICRM_LANG`, `/home/li/...toml:3`, `default`."""
        return self.origins[name]


def dirs() -> Dirs:
    """Return the user's folders by the custom of this system (XDG_* are heeded); none is made."""
    import platformdirs

    site = platformdirs.site_config_dir("tuicrm", appauthor=False, multipath=True)
    return Dirs(
        platformdirs.user_config_path("tuicrm", appauthor=False),
        platformdirs.user_data_path("tuicrm", appauthor=False),
        platformdirs.user_state_path("tuicrm", appauthor=False),
        platformdirs.user_cache_path("tuicrm", appauthor=False),
        tuple(Path(folder) for folder in site.split(os.pathsep)),
    )


def load(flags: Mapping[str, object], env: Mapping[str, str], *, folders: Dirs | None = None) -> Settings:
    """Return the settings.

    Args:
        flags: names of settings and what the command line says; None is not given.
        env: the environment; an empty variable is not given.
    Raises:
        SettingsError: a file that is no TOML or has a key that is none, a value that cannot be.
    """
    folders = folders or dirs()
    said = [_flags(flags), _environment(env)]
    config = next(
        ((value, where) for found in said for value, where in [found.get("config", (None, ""))] if value), None
    )
    if config:
        path = Path(str(config[0])).expanduser()
        if not path.is_file():
            raise _error(config[1], _("there is no file {path}").format(path=show(str(path))), _("Correct the path."))
        said.append(_file(path))
    said.append(_file(folders.config / "config.toml"))
    said += [_file(folder / "config.toml") for folder in folders.system_config]
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name in _NAMES:
        found = next((of[name] for of in said if name in of), None)
        if found:
            values[name], origins[name] = _checked(name, *found), found[1]
        else:
            values[name], origins[name] = _default(name, env, folders), "default"
    if over := next((name for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT") if env.get(name)), None):
        values["dial"], origins["dial"] = False, over  # the phone is where the user sits, not where this runs
    values["config"] = path if config else None
    return Settings(**values, origins=MappingProxyType(origins))


def without_password(url: str) -> str:
    """Return a database's URL as it may be shown."""
    return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", url)


_Said = dict[str, tuple[object, str]]


def _flags(flags: Mapping[str, object]) -> _Said:
    unknown = set(flags) - set(_NAMES)
    if unknown:
        raise TypeError(f"no settings: {', '.join(sorted(unknown))}")
    found = {name: value for name, value in flags.items() if value is not None}
    return {name: (value, FLAGS.get(name, f"--{name.replace('_', '-')}")) for name, value in found.items()}


def _environment(env: Mapping[str, str]) -> _Said:
    found: _Said = {}
    for name in _NAMES:
        variable = _VARIABLES.get(name, f"TUICRM_{name.upper()}")
        if value := env.get(variable):
            found[name] = value, variable
    if "database_url" not in found and (path := env.get("TUICRM_DATABASE_URL_FILE")):
        found["database_url"] = _secret(path), "TUICRM_DATABASE_URL_FILE"
    if "color" not in found:
        if env.get("NO_COLOR"):
            found["color"] = "never", "NO_COLOR"
        elif any(env.get(forced, "0") not in ("", "0") for forced in ("FORCE_COLOR", "CLICOLOR_FORCE")):
            found["color"] = "always", "FORCE_COLOR"
        elif env.get("TERM") == "dumb":
            found["color"] = "never", "TERM"
    return found


def _secret(path: str) -> str:
    where = "TUICRM_DATABASE_URL_FILE"
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        what = _("the file {path} cannot be read").format(path=show(path))
        raise _error(where, what, _("Correct the path or its rights.")) from error
    if not text or "\n" in text:
        what = _("the file {path} does not hold one line").format(path=show(path))
        raise _error(where, what, _("Write the URL of the database into it."))
    return text


def _file(path: Path) -> _Said:
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise _error(str(path), _("the file cannot be read"), _("Correct its rights, or save it as UTF-8.")) from error
    import tomllib

    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _at, place = str(error).partition(" (at ")
        number = re.search(r"line (\d+)", place)
        where = f"{path}:{number[1] if number else len(text.splitlines())}"  # else it is the end that is wrong
        what = _("this is not TOML: {what}").format(what=what)
        raise _error(where, what, _('Write it as in: lang = "zh"')) from error
    found: _Said = {}
    for name, value in said.items():
        where = f"{path}:{_line(text, name)}"
        if name not in _NAMES or name == "config":
            raise _error(where, _("there is no setting “{name}”").format(name=show(name)), _nearest(name))
        found[name] = value, where
    return found


def _line(text: str, name: str) -> int:
    key = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*[\].=]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if key.match(line)), 1)


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    known = [known for known in _NAMES if known != "config"]
    if near := get_close_matches(name, known, 1):
        return _("Did you mean {name}?").format(name=near[0])
    return _("There are: {names}.").format(names=", ".join(known))


def _error(where: str, what: str, todo: str) -> SettingsError:
    return SettingsError(f"{show(where)}: {what}. {todo}")


def _checked(name: str, value: object, where: str) -> object:
    """Return the value as its type has it, or say what it may be."""
    checks: dict[str, tuple[Callable[[object], object], str]] = {
        "lang": (_lang, "en, zh"),
        "zone": (_zone, "Asia/Shanghai, Europe/Berlin, UTC, ..."),
        "region": (_region, "CN, US, DE, ..."),
        "no_input": (_switch, "true, false"),
        "mouse": (_switch, "true, false"),
        "morning": (_switch, "true, false"),
        "dial": (_switch, "true, false"),
        "restore": (_switch, "true, false"),
        "remind": (_choice(Remind), ", ".join(get_args(Remind))),
        "desktop": (_choice(Desktop), ", ".join(get_args(Desktop))),
        "log": (_choice(LogLevel), ", ".join(get_args(LogLevel))),
        "color": (_choice(Color), ", ".join(get_args(Color))),
        "symbols": (_choice(Symbols), ", ".join(get_args(Symbols))),
        "start": (_choice(Start), ", ".join(get_args(Start))),
    }
    check, may_be = checks.get(name, (_text, _("a text")))
    try:
        return check(value)
    except ValueError as error:
        what = _("{name} cannot be “{value}”").format(name=name, value=show(without_password(str(value))[:60]))
        raise _error(where, what, _("It may be: {values}.").format(values=may_be)) from error


def _text(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError
    return value


def _lang(value: object) -> Language:
    text = _text(value)
    if fold(text) == "en" and not re.match(r"(?i)(en|english|c|posix)([._-]|$)", text):
        raise ValueError
    return fold(text)


def _zone(value: object) -> str:
    from tuicrm.plain.periods import zone_of

    zone_of(_text(value))
    return _text(value)


def _region(value: object) -> str:
    text = _text(value).upper()
    if not re.fullmatch("[A-Z]{2}", text):
        raise ValueError
    return text


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value).lower()
    if text not in _TRUE + _FALSE:
        raise ValueError
    return text in _TRUE


def _choice(of: Any) -> Callable[[object], object]:
    def check(value: object) -> object:
        if value not in get_args(of):
            raise ValueError
        return value

    return check


def _default(name: str, env: Mapping[str, str], folders: Dirs) -> object:
    match name:
        case "database_url":
            return f"sqlite:///{(folders.data / 'tuicrm.db').as_posix()}"
        case "user":
            return _login(env)
        case "lang":
            return from_environment(env)
        case "zone":
            from tuicrm.plain.place import local_zone

            return local_zone(env)
        case "region":
            return _region_of(env)
        case "symbols":
            return "fine" if _draws_fine(env) else "ascii"
        case "pager":
            return env.get("PAGER", "")
        case "desktop":
            return _desktop_of(env)
        case _:
            return _PLAIN_DEFAULTS.get(name)


_PLAIN_DEFAULTS = {
    "log": "warning", "no_input": False, "color": "auto", "mouse": True, "remind": "quiet", "morning": True,
    "restore": True, "dial": False,
}  # fmt: skip


def _desktop_of(env: Mapping[str, str]) -> Desktop:
    """Say how the terminal hands a notice to the desktop, if it is known to do so."""
    program, term = env.get("TERM_PROGRAM", ""), env.get("TERM", "")
    if env.get("TMUX") or env.get("STY"):  # they keep such sequences to themselves
        return "none"
    if program in ("iTerm.app", "WezTerm", "ghostty") or "kitty" in term or "ghostty" in term:
        return "osc9"
    return "osc777" if term.startswith(("rxvt", "foot", "urxvt")) else "none"


def _login(env: Mapping[str, str]) -> str:
    """Return the login of the process; what the environment says of it is only believed without accounts."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return env.get("USERNAME") or env.get("USER") or "user"


def _region_of(env: Mapping[str, str]) -> str:
    from tuicrm.plain.place import region_of

    return region_of(from_environment(env), env)


def _draws_fine(env: Mapping[str, str]) -> bool:
    charset = next((env[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if env.get(name)), "")
    return env.get("TERM") not in ("dumb", "linux") and ("utf" in charset.lower() or os.name == "nt")


_NAMES = cast(tuple[str, ...], tuple(each.name for each in fields(Settings) if each.name != "origins"))
