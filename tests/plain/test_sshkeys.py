"""Public keys: what is one, what is refused and why, and the fingerprint that ssh-keygen shows."""

import base64
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain import sshkeys

ED = "AAAAC3NzaC1lZDI1NTE5AAAAIJNDDXUsLgaL0E9MsJv7lc8CLpSyVwlZwmkm/l/4Cs1o"


def blob(*fields: bytes) -> str:
    return base64.b64encode(b"".join(len(one).to_bytes(4, "big") + one for one in fields)).decode()


def rsa(bits: int) -> str:
    number = (1 << (bits - 1)).to_bytes(bits // 8 + 1, "big")
    return blob(b"ssh-rsa", b"\x01\x00\x01", number)


def test_a_line_of_a_pub_file_is_read() -> None:
    key = sshkeys.read(f"  ssh-ed25519 {ED} li@laptop of East \n")
    assert (key.kind, key.body, key.comment) == ("ssh-ed25519", ED, "li@laptop of East")


@pytest.mark.parametrize(
    "text", [f"ssh-ed25519 {ED}", f"# mine\nssh-ed25519 {ED}\n\n", f"ssh-ed25519\t{ED}".replace("\t", " ")]
)
def test_a_comment_is_not_needed(text: str) -> None:
    assert sshkeys.read(text).comment == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "key_form"),
        ("hello", "key_form"),
        ("ssh-ed25519", "key_form"),
        ("ssh-ed25519 !!!!", "key_form"),
        (f"ssh-ed25519 {ED[:-4]}*", "key_form"),
        (f"ssh-rsa {ED}", "key_form"),  # the kind inside is another
        (f"ssh-ed25519 {rsa(2048)}", "key_form"),
        (f"ssh-dss {ED}", "key_kind"),
        (f"ssh-ed25519-cert-v01@openssh.com {ED}", "key_kind"),
        (f"ssh-rsa {rsa(1024)}", "key_short"),
        (f"ssh-rsa {rsa(2040)}", "key_short"),
        (f"ssh-ed25519 {ED}\nssh-ed25519 {ED}", "key_many"),
        (f'command="sh" ssh-ed25519 {ED}', "key_options"),
        (f"no-pty ssh-ed25519 {ED} x", "key_options"),
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----",
            "key_private",
        ),
        ("ssh-ed25519 " + "A" * 20_000, "key_form"),
    ],
)
def test_what_is_no_key_says_why(text: str, code: str) -> None:
    with pytest.raises(sshkeys.KeyProblem) as problem:
        sshkeys.read(text)
    assert problem.value.code == code


@pytest.mark.parametrize("bits", [2048, 3072, 4096])
def test_long_rsa_keys_are_taken(bits: int) -> None:
    assert sshkeys.read(f"ssh-rsa {rsa(bits)}").kind == "ssh-rsa"


def test_the_fingerprint_is_that_of_ssh_keygen(tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", tmp_path / "k"], check=True)
    shown = subprocess.run(["ssh-keygen", "-lf", tmp_path / "k.pub"], capture_output=True, text=True, check=True)
    assert sshkeys.read((tmp_path / "k.pub").read_text()).fingerprint == shown.stdout.split()[1]


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_any_text_is_a_key_or_a_problem(text: str) -> None:
    with suppress(sshkeys.KeyProblem):
        assert sshkeys.read(text).kind in sshkeys.KINDS


@given(st.text(alphabet="AB+/=\" \n$`'", max_size=40))
@settings(max_examples=60)
def test_a_body_never_breaks_out_of_its_line(text: str) -> None:
    if sshkeys.is_body(text):
        assert not set(text) & set("\" \n$`'\\")
