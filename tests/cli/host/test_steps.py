"""The host's set-up: what is printed can be run, what is applied is what was printed, and nothing is done unasked."""

import subprocess
from pathlib import Path

import pytest

from tuicrm.cli.host import applying, steps
from tuicrm.cli.host.steps import TIMERS, Step

URL = 'postgresql://crm:p"w@db/sales'
PLAN = steps.steps("crm", URL, "hale", interpreter="/opt/tuicrm/bin/python3")


def test_the_script_is_one_that_a_shell_reads(tmp_path: Path) -> None:
    script = tmp_path / "setup.sh"
    script.write_text(applying.script(PLAN))
    read = subprocess.run(["sh", "-n", script], capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


def test_every_step_says_why() -> None:
    assert all(step.why for step in PLAN)
    assert len({step.path for step in PLAN if step.path}) == 2 + 2 * len(TIMERS)


def test_the_configuration_is_toml_that_only_the_team_s_user_reads() -> None:
    import tomllib

    (step,) = [step for step in PLAN if step.path == steps.CONFIG]
    assert tomllib.loads(step.content) == {"database_url": URL}
    assert (step.mode, step.owner) == (0o640, "root:crm")


def test_sshd_is_told_what_the_check_wants() -> None:
    from tuicrm.cli.host.checking import WANTED

    (step,) = [step for step in PLAN if step.path == steps.SSHD]
    said = {line.split()[0].lower(): line.split()[1] for line in step.content.splitlines() if line.startswith("    ")}
    for name, wanted in WANTED.items():
        if name != "permituserenvironment":  # no by default, and no Match block may say it
            assert said[name] in wanted
    assert "ssh keys %t %k" in step.content
    assert said["authorizedkeyscommanduser"] == "crm"
    assert said["authorizedkeyscommand"] == "/opt/tuicrm/bin/python3"


@pytest.mark.parametrize("name", TIMERS)
def test_a_timer_runs_its_job_as_the_team_s_user(name: str) -> None:
    from tuicrm.cli.host.jobs import JOBS

    assert name in JOBS
    service, timer = (text for _path, text in steps.units(name, TIMERS[name], "crm", ["python3", "-m", "tuicrm"]))
    assert f"ExecStart=python3 -m tuicrm host run {name}\n" in service
    assert "User=crm" in service
    assert f"OnCalendar={TIMERS[name]}" in timer


FILE = Step("a file", path=Path("/etc/x/y.conf"), content="one\n", mode=0o640)


def test_a_file_is_written_with_its_mode_and_the_old_one_kept(tmp_path: Path) -> None:
    assert applying.apply([FILE], lambda _q: True, root=tmp_path)
    path = tmp_path / "etc/x/y.conf"
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("one\n", 0o640)
    assert applying.apply([Step("a file", path=FILE.path, content="two\n")], lambda _q: True, root=tmp_path)
    assert (path.read_text(), path.with_name("y.conf.old").read_text()) == ("two\n", "one\n")
    assert not path.with_name("y.conf.new").exists()


def test_what_is_done_already_is_not_asked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    applying.apply([FILE], lambda _q: True, root=tmp_path)
    asked: list[str] = []
    assert applying.apply(
        [FILE, Step("a user", [["false"]], done=["true"])], lambda q: bool(asked.append(q)), root=tmp_path
    )
    assert asked == []
    assert "done already: a user" in capsys.readouterr().err


def test_a_no_leaves_the_step_undone_and_goes_on(tmp_path: Path) -> None:
    made = tmp_path / "made"
    answers = iter([False, True])
    whole = applying.apply([FILE, Step("touch", [["touch", str(made)]])], lambda _q: next(answers), root=tmp_path)
    assert not whole
    assert made.exists()
    assert not (tmp_path / "etc").exists()


def test_a_failure_ends_it_and_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "made"
    plan = [Step("fails", [["sh", "-c", "echo no such thing >&2; exit 3"]]), Step("touch", [["touch", str(made)]])]
    assert not applying.apply(plan, lambda _q: True, root=tmp_path)
    assert "no such thing" in capsys.readouterr().err
    assert not made.exists()
