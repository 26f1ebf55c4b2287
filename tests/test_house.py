"""The house keeps its own rules: layers, error sentences, translations, the manual, nothing foreign in the tree."""

from __future__ import annotations

import ast
import os
import re
import string
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from importlib import import_module, metadata
from pathlib import Path

import click
import pytest

from scripts import architecture
from ui.cli.frame import COMMANDS, Commands
from ui.sentences import all_sentences

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("models", "forms", "sync", "ui")
COMPANIONS = {
    "shiboken6": "pyside6-essentials",
    "asn1crypto": "pyhanko",
    "pyhanko_certvalidator": "pyhanko",
}
"""Packages that come with a declared one because its interface is made of their types."""
MANUAL = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def sources(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def listed(findings: Iterable[object]) -> str:
    """Every finding on a line of its own: pytest would cut them short."""
    return "".join(f"\n  {finding}" for finding in sorted(findings, key=str))


def tracked() -> list[Path]:
    """Every file of the tree that git would keep; the test needs a clone, as a release's sources are one."""
    known = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    names = known.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


# --- layers


def test_imports_only_go_down() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_models_forms_and_sync_work_without_qt() -> None:
    names = [dotted(path) for path in sources("models", "forms", "sync")]
    program = (
        "import sys\nfor name in ('PySide6', 'shiboken6', 'ui'):\n    sys.modules[name] = None\n"
        f"from importlib import import_module\nfor name in {names!r}:\n    import_module(name)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_the_program_imports_only_what_it_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {normal(re.split(r"[=<>!;\[ ]", line)[0]) for line in project["dependencies"]}
    providers = metadata.packages_distributions()
    foreign = set()
    for path in sources(*ROOMS):
        for name in imported(path):
            if name in sys.stdlib_module_names or name in ROOMS:
                continue
            if not {COMPANIONS.get(name, normal(d)) for d in providers.get(name, [name])} & declared:
                foreign.add((shown(path), name))
    assert not foreign, listed(foreign)


def test_the_hash_list_pins_what_the_project_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = dict(
        (normal(name), version)
        for name, version in re.findall(
            r"^([\w.-]+)==([^ \\]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    for line in project["dependencies"]:
        name, _, version = line.partition("==")
        name = name.partition("[")[0]  # extras are pinned as packages of their own
        assert pinned.get(normal(name)) == version, line


# --- every known error has its sentence, and every sentence its error


def raised() -> Iterator[tuple[Path, ast.Call, str]]:
    """Every KnownError("code", …) in the program, one entry for each code its first argument may be."""
    for path in sources(*ROOMS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "KnownError":
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield path, node, part.value


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_error_that_is_raised_has_a_sentence() -> None:
    unsaid = {(shown(path), code) for path, _, code in raised() if code not in all_sentences()}
    assert not unsaid, listed(unsaid)


def test_every_sentence_belongs_to_an_error() -> None:
    words = {
        node.value
        for path in sources(*ROOMS)
        if path.parent != ROOT / "ui" / "sentences"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    idle = set(all_sentences()) - words
    assert not idle, listed(idle)


def test_every_error_fills_the_blanks_of_its_sentence() -> None:
    unfilled = set()
    for path, call, code in raised():
        given = {word.arg for word in call.keywords}
        if None in given:  # **params: not known before it runs
            continue
        missing = blanks(all_sentences().get(code, "")) - {name for name in given if name}
        if missing:
            unfilled.add((shown(path), call.lineno, code, tuple(sorted(missing))))
    assert not unfilled, listed(unfilled)


def test_a_sentence_is_a_sentence() -> None:
    for code, text in all_sentences().items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", code), code
        assert text[0].isupper() or text[0] in "{“", code
        assert text.rstrip().endswith((".", "?", "!")), code


def marks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)[^{}]*\}", text))


def test_translations_keep_the_blanks() -> None:
    """A translation may fill another blank instead (a month without its leading zero) if the code gives it."""
    wrong = []
    for path in sorted((ROOT / "ui" / "i18n" / "zh_CN").glob("*.ts")):
        module = (ROOT / path.stem.replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
        for message in ET.parse(path).getroot().iter("message"):
            english, chinese = message.findtext("source") or "", message.findtext("translation") or ""
            missing, added = marks(english) - marks(chinese), marks(chinese) - marks(english)
            given = all(re.search(rf"\b{name}=", module) for name in added)
            if chinese and (not given or (missing and not added)):
                wrong.append((path.name, english, chinese))
    assert not wrong, listed(wrong)


# --- the manual and the table of contents


def test_architecture_is_printed_from_the_modules() -> None:
    written = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert written == architecture.page(), "run: uv run python scripts/architecture.py --write"


def flags(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        yield from (flag for flag in parameter.opts if flag.startswith("--") and flag != "--help")
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from flags(inner)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_in_the_manual(name: str) -> None:
    assert re.search(rf"`{name}[` ]", MANUAL), "docs/commands.md does not name it"
    import_module(COMMANDS[name])
    command = Commands("anxin").get_command(click.Context(click.Command("anxin")), name)
    assert command is not None
    assert command.help
    missing = [flag for flag in flags(command) if not re.search(rf"{flag}\b", MANUAL)]
    assert not missing, "docs/commands.md does not name these options"


# --- nothing foreign


def test_no_file_names_the_place_it_was_made_in() -> None:
    marks = [
        "/" + "work" + "/",
        "/" + "farm" + "/",
        "farm" + "-(bench|studio)",
        "/tmp/" + "helpers",
        "/opt/" + "pypi",
    ]
    pattern = re.compile("|".join(marks).encode())
    found = [shown(path) for path in tracked() if pattern.search(path.read_bytes())]
    assert not found, listed(found)


def test_no_lock_file_with_registry_hosts_is_kept() -> None:
    assert "uv.lock" not in {shown(path) for path in tracked()}
    assert "://" not in (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_files_are_text_with_unix_line_ends() -> None:
    kinds = {".py", ".md", ".toml", ".ts", ".json", ".txt"}
    wrong = [shown(p) for p in tracked() if p.suffix in kinds and b"\r\n" in p.read_bytes()]
    assert not wrong, listed(wrong)
