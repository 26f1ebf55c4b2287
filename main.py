"""Anxin: the command line; without a command, the window."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run ``argv`` (default: the process's own arguments); returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    if wants_window(words):
        from ui.app import open_window

        return open_window(words)
    from ui.cli.frame import run

    return run(words)


def wants_window(words: list[str]) -> bool:
    """True when no command stands on the line: only --profile and --lang may."""
    rest = iter(words)
    for word in rest:
        if word in ("--profile", "--lang"):
            next(rest, None)
        elif not word.startswith(("--profile=", "--lang=")):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
