import subprocess
import sys
from pathlib import Path

import pytest

from tuicrm.plain.settings import Dirs, Settings, SettingsError, dirs, load, without_password


@pytest.fixture
def folders(tmp_path: Path) -> Dirs:
    for name in ("mine", "first", "second"):
        (tmp_path / name).mkdir()
    mine = tmp_path / "mine"
    return Dirs(mine, mine / "data", mine / "state", mine / "cache", (tmp_path / "first", tmp_path / "second"))


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_need_nothing(folders: Dirs) -> None:
    settings = load({}, {}, folders=folders)
    assert settings.database_url == f"sqlite:///{folders.data.as_posix()}/tuicrm.db"
    assert settings.user
    assert (settings.lang, settings.log, settings.color, settings.no_input, settings.mouse, settings.start) == (
        "en", "warning", "auto", False, True, None,
    )  # fmt: skip
    assert {settings.origin(name) for name in ("database_url", "user", "lang", "zone", "region")} == {"default"}


def test_who_speaks_first_is_heard(folders: Dirs, tmp_path: Path) -> None:
    given = tmp_path / "given.toml"
    given.write_text('# mine\nregion = "DE"\n')
    write(folders.config, 'region = "FR"\n')
    write(folders.system_config[0], '\n\nregion = "GB"')
    write(folders.system_config[1], 'region = "US"')
    flags: dict[str, object] = {"region": "CN"}
    env = {"TUICRM_REGION": "JP", "TUICRM_CONFIG": str(given), "LANG": "it_IT.UTF-8"}
    heard = []

    def hear() -> None:
        settings = load(flags, env, folders=folders)
        heard.append((settings.region, settings.origin("region")))

    hear()
    flags["region"] = None
    hear()
    env["TUICRM_REGION"] = ""
    hear()
    env["TUICRM_CONFIG"] = ""
    hear()
    for folder in (folders.config, *folders.system_config):
        (folder / "config.toml").unlink()
        hear()
    assert heard == [
        ("CN", "--region"),
        ("JP", "TUICRM_REGION"),
        ("DE", f"{given}:2"),
        ("FR", f"{folders.config}/config.toml:1"),
        ("GB", f"{folders.system_config[0]}/config.toml:3"),
        ("US", f"{folders.system_config[1]}/config.toml:1"),
        ("IT", "default"),
    ]


def test_the_file_of_the_flag_goes_before_the_file_of_the_environment(folders: Dirs, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('lang = "zh"')
    (tmp_path / "b.toml").write_text('lang = "en"\nmouse = false')
    settings = load({"config": tmp_path / "a.toml"}, {"TUICRM_CONFIG": str(tmp_path / "b.toml")}, folders=folders)
    assert (settings.lang, settings.mouse, settings.config) == ("zh", True, tmp_path / "a.toml")


def test_every_setting_can_stand_in_a_file_and_in_the_environment(folders: Dirs) -> None:
    write(
        folders.config,
        'database_url = "postgresql://db/crm"\nuser = "li"\nlang = "zh_CN"\nzone = "Asia/Shanghai"\nlog = "debug"\n'
        'no_input = true\ncolor = "never"\npager = "less"\nregion = "cn"\n'
        'symbols = "ascii"\nmouse = false\nstart = "team"\n'
        'remind = "bell"\ndesktop = "osc9"\nmorning = false\nrestore = false\ndial = true\n',
    )
    env = {
        "TUICRM_DATABASE_URL": "postgresql://db/crm", "TUICRM_USER": "li", "TUICRM_LANG": "zh-Hans",
        "TUICRM_TZ": "Asia/Shanghai", "TUICRM_LOG": "debug", "TUICRM_NO_INPUT": "1", "TUICRM_COLOR": "never",
        "TUICRM_PAGER": "less", "TUICRM_REGION": "CN", "TUICRM_SYMBOLS": "ascii", "TUICRM_MOUSE": "off",
        "TUICRM_START": "team", "TUICRM_REMIND": "bell", "TUICRM_DESKTOP": "osc9", "TUICRM_MORNING": "no",
        "TUICRM_RESTORE": "off", "TUICRM_DIAL": "on",
    }  # fmt: skip

    def values(settings: Settings) -> list[object]:
        return [getattr(settings, name) for name in settings.origins]

    wanted = ["postgresql://db/crm", "li", "zh", "Asia/Shanghai", None, "debug", True, "never", "less", "CN", "ascii",
              False, "team", "bell", "osc9", False, True, False]  # fmt: skip
    assert values(load({}, {}, folders=folders)) == wanted
    (folders.config / "config.toml").unlink()
    assert values(load({}, env, folders=folders)) == wanted


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('lang = "zh"\ncolour = "never"', ":2: there is no setting “colour”. Did you mean color?"),
        ("\nqqq = 1", ":2: there is no setting “qqq”. There are: database_url, user, lang,"),
        ('[keys]\n"pool.claim" = "c"', ":1: there is no setting “keys”."),
        ('config = "x"', ":1: there is no setting “config”."),
        ('lang = "zh"\nmouse = maybe', ":2: this is not TOML: Invalid value. Write it as in:"),
        ("lang = ", ":1: this is not TOML: "),
        ('mouse = "maybe"', ":1: mouse cannot be “maybe”. It may be: true, false."),
        ('lang = "fr"', ":1: lang cannot be “fr”. It may be: en, zh."),
        ("lang = 3", ":1: lang cannot be “3”."),
        ('zone = "Mars/Base"', ":1: zone cannot be “Mars/Base”."),
        ('region = "China"', ":1: region cannot be “China”."),
        ('log = "loud"', ":1: log cannot be “loud”. It may be: debug, info, warning, error."),
        ('user = ""', ":1: user cannot be “”."),
        ('database_url = "pg://li:secret@db\\n"', ":1: database_url cannot be “pg://li:***@db␊”."),
        ('user = "a\\u001b[31m"', ":1: user cannot be “a␛[31m”."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(folders: Dirs, text: str, sentence: str) -> None:
    path = write(folders.config, text)
    with pytest.raises(SettingsError) as refused:
        load({}, {}, folders=folders)
    assert str(refused.value).startswith(f"{path}{sentence}")
    assert "\n" not in str(refused.value)


def test_a_wrong_variable_is_named(folders: Dirs) -> None:
    with pytest.raises(SettingsError, match=r"^TUICRM_TZ: zone cannot be “Mars”\. It may be: "):
        load({}, {"TUICRM_TZ": "Mars"}, folders=folders)
    with pytest.raises(SettingsError, match=r"^TUICRM_CONFIG: there is no file /nowhere\. Correct the path\.$"):
        load({}, {"TUICRM_CONFIG": "/nowhere"}, folders=folders)


def test_a_file_that_is_no_text_is_refused(folders: Dirs) -> None:
    (folders.config / "config.toml").write_bytes(b'user = "\xff"')
    with pytest.raises(SettingsError, match="the file cannot be read"):
        load({}, {}, folders=folders)


def test_the_url_may_stand_in_a_file_of_its_own(folders: Dirs, tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://li:pw@db/crm\n")
    env = {"TUICRM_DATABASE_URL_FILE": str(secret)}
    settings = load({}, env, folders=folders)
    assert settings.database_url == "postgresql://li:pw@db/crm"
    assert settings.origin("database_url") == "TUICRM_DATABASE_URL_FILE"
    assert load({}, env | {"TUICRM_DATABASE_URL": "sqlite:///x"}, folders=folders).database_url == "sqlite:///x"
    assert load({"database_url": "sqlite:///y"}, env, folders=folders).origin("database_url") == "--db"
    secret.write_text("\n")
    with pytest.raises(SettingsError, match="does not hold one line"):
        load({}, env, folders=folders)
    secret.unlink()
    with pytest.raises(SettingsError, match="cannot be read"):
        load({}, env, folders=folders)


@pytest.mark.parametrize(
    ("env", "color", "origin"),
    [
        ({}, "auto", "default"),
        ({"NO_COLOR": "1"}, "never", "NO_COLOR"),
        ({"NO_COLOR": "", "TERM": "dumb"}, "never", "TERM"),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, "always", "FORCE_COLOR"),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, "never", "NO_COLOR"),
        ({"TUICRM_COLOR": "always", "NO_COLOR": "1"}, "always", "TUICRM_COLOR"),
    ],
)
def test_color_by_the_customs_of_terminals(folders: Dirs, env: dict[str, str], color: str, origin: str) -> None:
    settings = load({}, env, folders=folders)
    assert (settings.color, settings.origin("color")) == (color, origin)


@pytest.mark.parametrize(
    ("env", "symbols"),
    [
        ({"LANG": "zh_CN.UTF-8", "TERM": "xterm-256color"}, "fine"),
        ({"LANG": "zh_CN.UTF-8", "TERM": "linux"}, "ascii"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "ascii"),
        ({}, "ascii"),
    ],
)
def test_symbols_by_what_the_terminal_can_draw(folders: Dirs, env: dict[str, str], symbols: str) -> None:
    assert load({}, env, folders=folders).symbols == symbols


def test_folders_follow_the_customs_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"{tmp_path}/s1:{tmp_path}/s2")
    assert dirs().config == tmp_path / "c" / "tuicrm"
    assert dirs().system_config == (tmp_path / "s1" / "tuicrm", tmp_path / "s2" / "tuicrm")
    assert len({dirs().config, dirs().data, dirs().state, dirs().cache}) == 4
    assert not (tmp_path / "c").exists()


def test_a_password_is_not_shown() -> None:
    assert without_password("postgresql://li:p@ss:w/rd@db:5432/crm") == "postgresql://li:***@db:5432/crm"
    assert without_password("postgresql://li@db/crm") == "postgresql://li@db/crm"
    assert without_password("sqlite:////home/li/crm.db") == "sqlite:////home/li/crm.db"


def test_settings_load_nothing_heavy() -> None:
    code = (
        "import sys; from tuicrm.plain.settings import load; load({}, {});"
        "sys.exit(any(name in sys.modules for name in ('tomlkit', 'gettext', 'decimal', 'pydantic', 'sqlalchemy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("env", "how"),
    [
        ({"TERM_PROGRAM": "WezTerm"}, "osc9"), ({"TERM": "xterm-kitty"}, "osc9"), ({"TERM": "foot"}, "osc777"),
        ({"TERM": "rxvt-unicode-256color"}, "osc777"), ({"TERM": "xterm-256color"}, "none"),
        ({"TERM_PROGRAM": "WezTerm", "TMUX": "/tmp/1"}, "none"), ({}, "none"),
    ],
)  # fmt: skip
def test_how_the_desktop_is_told_is_known_of_the_terminal(folders: Dirs, env: dict[str, str], how: str) -> None:
    assert load({}, env, folders=folders).desktop == how


@pytest.mark.parametrize("over", ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"])
def test_over_ssh_no_number_opens_the_dialler(folders: Dirs, over: str) -> None:
    write(folders.config, "dial = true\n")
    here = load({}, {"TUICRM_DIAL": "true"}, folders=folders)
    assert (here.dial, here.origin("dial")) == (True, "TUICRM_DIAL")
    there = load({}, {"TUICRM_DIAL": "true", over: "10.0.0.1 5 10.0.0.2 22"}, folders=folders)
    assert (there.dial, there.origin("dial")) == (False, over)


def test_nothing_is_dialled_unless_it_is_switched_on(folders: Dirs) -> None:
    assert load({}, {}, folders=folders).dial is False
    with pytest.raises(SettingsError, match="dial cannot be “perhaps”"):
        load({}, {"TUICRM_DIAL": "perhaps"}, folders=folders)
