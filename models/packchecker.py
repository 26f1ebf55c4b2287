"""The tool behind the pack's check: reads what can be read, collects faults with their file and key."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.pack import PROVISION_ID, confidence_of, part_text

Json = dict[str, Any]
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Fault:
    """One fault: ``code`` is worded in ``ui/sentences/pack.py``, ``key`` is the path inside ``file``."""

    code: str
    file: str
    key: str
    value: str = ""


@dataclass
class Checker:
    """The files as far as they could be read, and the faults found so far."""

    folder: Path
    files: dict[str, Json] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    laws: dict[str, Json] = field(default_factory=dict)
    provisions: dict[str, Json] = field(default_factory=dict)

    def add(self, code: str, file: str, key: str, value: object = "") -> None:
        self.faults.append(Fault(code, file, key, str(value)))

    def rows(self, file: str, name: str) -> Iterator[tuple[str, Json]]:
        """The objects of a list with their keys in the file; anything else in it is a fault."""
        found = self.files.get(file, {}).get(name)
        if file in self.files and not isinstance(found, list):
            self.add("not_a_list", file, name)
        for n, row in enumerate(found if isinstance(found, list) else ()):
            if isinstance(row, dict):
                yield f"{name}[{n}]", row
            else:
                self.add("not_an_object", file, f"{name}[{n}]", row)

    def ids(self, file: str, name: str, key: str) -> set[str]:
        """The ids of a list; a missing or repeated one is a fault."""
        seen: Counter[str] = Counter()
        for place, row in self.rows(file, name):
            if not isinstance(row.get(key), str) or not row[key]:
                self.add("id_missing", file, f"{place}.{key}")
                continue
            seen[row[key]] += 1
            if seen[row[key]] == 2:
                self.add("id_twice", file, f"{place}.{key}", row[key])
        return set(seen)

    def article(self, given: object, file: str, key: str, *, printed: bool = False) -> None:
        """A provision that must exist; one of a printed list must have verified text."""
        matched = PROVISION_ID.match(given) if isinstance(given, str) else None
        article = self.provisions.get(f"{matched[1]}-{matched[2]}") if matched else None
        para = int(matched[3]) if matched and matched[3] else None
        entry = int(matched[4]) if matched and matched[4] else None
        if article is None or part_text(article, para, entry) is None:
            self.add("article_dangling", file, key, given)
        elif printed and confidence_of(article, para) != "verified":
            self.add("article_unverified", file, key, given)

    def articles(self, given: object, file: str, key: str, *, printed: bool = False) -> None:
        for n, one in enumerate(given if isinstance(given, list) else ()):
            self.article(one, file, f"{key}[{n}]", printed=printed)
        if not isinstance(given, list):
            self.add("not_a_list", file, key)

    def one_of(self, given: object, allowed: Iterable[str], code: str, file: str, key: str) -> None:
        if not isinstance(given, str) or given not in set(allowed):
            self.add(code, file, key, given)

    def both(self, row: Json, stem: str, file: str, key: str) -> None:
        """``stem_zh`` and ``stem_en`` both say something."""
        for lang in LANGUAGES:
            text = row.get(f"{stem}_{lang}")
            if not isinstance(text, str) or not text.strip():
                self.add("translation_missing", file, f"{key}.{stem}_{lang}")

    def pair(self, row: object, file: str, key: str) -> None:
        for lang in LANGUAGES:
            text = row.get(lang) if isinstance(row, dict) else None
            if not isinstance(text, str) or not text.strip():
                self.add("translation_missing", file, f"{key}.{lang}")

    def label(self, kind: str, name: object, file: str, key: str) -> None:
        """A label that the screens will ask for."""
        labels = self.files.get("labels.json", {}).get(kind)
        if not isinstance(labels, dict) or name not in labels:
            self.add("label_missing", file, key, f"{kind}.{name}")

    def template(self, text: object, allowed: set[str], file: str, key: str) -> None:
        """A sentence whose placeholders the drafting knows."""
        if not isinstance(text, str):
            self.add("text_missing", file, key)
            return
        for name in PLACEHOLDER.findall(text):
            if name.partition(":")[0] not in allowed:
                self.add("placeholder_unknown", file, key, name)
        if "{" in PLACEHOLDER.sub("", text) or "}" in PLACEHOLDER.sub("", text):
            self.add("brace_open", file, key, text)


def load_files(c: Checker) -> None:
    """Read pack.json and every file it lists; unlisted files are pointed out."""
    head = load_file(c, "pack.json")
    if head is None:
        return
    listed = head.get("files")
    if not isinstance(listed, list) or not all(isinstance(n, str) for n in listed):
        c.add("not_a_list", "pack.json", "files")
        listed = []
    for name in listed:
        if Path(name).is_absolute() or ".." in Path(name).parts:
            c.add("path_outside", "pack.json", "files", name)
        else:
            load_file(c, name)
    present = {p.relative_to(c.folder).as_posix() for p in c.folder.rglob("*.json")}
    for name in sorted(present - set(listed) - {"pack.json"}):
        c.add("file_unlisted", name, "")


def load_file(c: Checker, name: str) -> Json | None:
    try:
        data = json.loads((c.folder / name).read_bytes())
    except FileNotFoundError:
        c.add("file_missing", name, "")
        return None
    except (OSError, ValueError) as wrong:
        c.add("file_unreadable", name, "", wrong)
        return None
    if not isinstance(data, dict):
        c.add("file_unreadable", name, "", type(data).__name__)
        return None
    c.files[name] = data
    return data
