"""Print the house as a table of contents: each room, each module, the first line it says about itself.

uv run python scripts/architecture.py            print it
uv run python scripts/architecture.py --write    put it into docs/architecture.md
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "architecture.md"
ROOMS = ("ui", "forms", "sync", "models", "benchmarks", "scripts", "packaging")
HEAD = """# Architecture

Printed from the modules' own first lines by `scripts/architecture.py --write`; a test compares. Why things
are as they are stands in `decisions/`.

    main.py          command line; opens the window
    ui/              what people see and touch (Qt)                     imports forms, sync, models
    forms/  sync/    what is put on paper │ how it travels (no Qt)      import models, not each other
    models/          what is known and what follows from it             imports nothing of ours

Three ideas hold it. **One journal**: every change to a shared record is an operation in an append-only
journal, written in one transaction with the change; the tables are the journal, folded; sync ships
operations. **Issuing is one act**: number, frozen content, signed PDF and operation, all or nothing, never
altered afterwards. **Law is data**: statutes, checklists, wording, terms and calendars are a pack of files;
code knows no article number.
"""


def first_line(path: Path) -> str:
    """The first line of the module's docstring; raises ValueError when there is none."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if not docstring:
        raise ValueError(f"{path.relative_to(ROOT)} does not say what it is for")
    return docstring.splitlines()[0].strip()


def modules(room: str) -> list[Path]:
    """The room's modules by folder, each folder's own description first."""
    found = [p for p in (ROOT / room).rglob("*.py") if "__pycache__" not in p.parts]
    return sorted(found, key=lambda p: (p.parent, p.name != "__init__.py", p.name))


def entry(path: Path) -> str:
    """One line of the list; a folder speaks through its __init__."""
    name = path.relative_to(ROOT)
    if name.name == "__init__.py":
        return f"- **`{name.parent.as_posix()}/`** {first_line(path)}"
    return f"- `{name.as_posix()}` {first_line(path)}"


def page() -> str:
    """The whole of docs/architecture.md."""
    parts = [HEAD, f"## main.py\n\n{first_line(ROOT / 'main.py')}\n"]
    for room in ROOMS:
        paths = modules(room)
        if paths:
            parts.append(f"## {room}/\n\n" + "\n".join(map(entry, paths)) + "\n")
    return "\n".join(parts)


def main(argv: list[str]) -> int:
    text = page()
    if "--write" in argv:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
