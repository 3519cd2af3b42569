"""The messages of the source and what the Chinese catalogue says for them; `python -m tests.messages` joins the two.

The source is read as a syntax tree: babel and xgettext miss what is marked inside an f-string. Both files of the
catalogue come out the same, byte for byte, from the same words: no date, no line numbers.
"""

import ast
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "tuicrm"
PO = SOURCE / "locale" / "zh" / "LC_MESSAGES" / "tuicrm.po"
MO = PO.with_suffix(".mo")
ARGUMENTS = {"_": 1, "N_": 1, "NP_": 2, "ngettext": 2}
CONTEXT = "\x04"
HEADER = (
    "Language: zh\nPlural-Forms: nplurals=1; plural=0;\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
)

Message = tuple[str, ...]
"""One text (after its context, if the word means two things), or the two forms of `ngettext`.

Chinese has one form for all numbers.
"""


def messages() -> dict[Message, list[str]]:
    """Return every message of the source with the files it stands in, in the order of the files."""
    found: dict[Message, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE.parent).as_posix()
        for message in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            files = found.setdefault(message, [])
            if name not in files:
                files.append(name)
    return found


def _marked(tree: ast.Module) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ARGUMENTS:
            count = ARGUMENTS[node.func.id]
            texts = [one.value for one in node.args[:count] if isinstance(one, ast.Constant)]
            if len(texts) == count and all(texts):
                said = tuple(str(text) for text in texts)
                yield (CONTEXT.join(said),) if node.func.id == "NP_" else said


def catalogue() -> dict[Message, str]:
    """Read the .po file: what is said for each message, "" where it waits for a translation."""
    found: dict[Message, str] = {}
    fields: dict[str, str] = {}
    name = ""
    for line in [*PO.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("msg"):
            name, _, line = line.partition(" ")
            fields[name] = ""
        if line.startswith('"'):
            fields[name] += json.loads(line)
        elif not line and fields:
            if message := tuple(fields[key] for key in ("msgid", "msgid_plural") if fields.get(key)):
                if context := fields.get("msgctxt"):
                    message = (context + CONTEXT + message[0],)
                found[message] = fields.get("msgstr", "") or fields.get("msgstr[0]", "")
            fields = {}
    return found


def write(said: Mapping[Message, str], files: Mapping[Message, list[str]]) -> None:
    """Write the .po file for people and the .mo file for gettext."""
    parts = [f'msgid ""\nmsgstr {_quoted(HEADER)}\n']
    for message, text in said.items():
        lines = [f"#: {name}" for name in files[message]]
        if len(message) == 1:
            context, _mark, text_in_english = message[0].rpartition(CONTEXT)
            lines += [f"msgctxt {_quoted(context)}"] if context else []
            lines += [f"msgid {_quoted(text_in_english)}", f"msgstr {_quoted(text)}"]
        else:
            lines += [f"msgid {_quoted(message[0])}", f"msgid_plural {_quoted(message[1])}"]
            lines += [f"msgstr[0] {_quoted(text)}"]
        parts.append("\n".join(lines) + "\n")
    PO.write_text("\n".join(parts), encoding="utf-8", newline="\n")
    MO.write_bytes(_compiled({("",): HEADER} | {message: text for message, text in said.items() if text}))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _compiled(said: Mapping[Message, str]) -> bytes:
    # The format: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
    pairs = sorted(("\0".join(message).encode(), text.encode()) for message, text in said.items())
    tables, body = [b"", b""], b""
    start = 28 + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            tables[side] += len(pair[side]).to_bytes(4, "little") + (start + len(body)).to_bytes(4, "little")
            body += pair[side] + b"\0"
    head = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return b"".join(number.to_bytes(4, "little") for number in head) + tables[0] + tables[1] + body


def update() -> list[Message]:
    """Bring the catalogue up to date with the source; return the messages that wait for a translation."""
    known, found = catalogue(), messages()
    write({message: known.get(message, "") for message in found}, found)
    return [message for message in found if not known.get(message)]


if __name__ == "__main__":
    waiting = update()
    for each in waiting:
        sys.stdout.write(f"waits for a translation: {' | '.join(each)}\n")
    sys.exit(bool(waiting))
