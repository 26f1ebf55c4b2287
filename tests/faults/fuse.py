"""Whether this machine can mount the faults' disk: /dev/fuse, fusermount3 and libfuse."""

from __future__ import annotations

import os
import shutil


def why_not() -> str | None:
    """What this machine lacks for a file system in user space, or None."""
    if not os.path.exists("/dev/fuse"):
        return "no /dev/fuse"
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        return "no right to use /dev/fuse"
    if not shutil.which("fusermount3"):
        return "no fusermount3 (package fuse3)"
    try:
        import mfusepy  # noqa: F401 - loads libfuse
    except (ImportError, OSError) as missing:
        return str(missing)
    return None
