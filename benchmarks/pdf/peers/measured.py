"""What every maker of the run does alike: read the copies, make each, print one JSON object. Standard library only."""

import json
import sys
import time
from pathlib import Path


def copies():
    """The copies in the folder of the first argument, as many as the third says."""
    return [json.loads(p.read_text("utf-8")) for p in sorted(Path(sys.argv[1]).glob("*.json"))[: int(sys.argv[3])]]


def run(prepare, documents):
    """``prepare()`` imports and returns ``make(document) -> bytes``; milliseconds of CPU and of wall for each copy."""
    begin = time.perf_counter()
    make = prepare()
    ready = time.perf_counter()
    cpu, wall, data = [], [], b""
    for document in documents:
        c, w = time.process_time(), time.perf_counter()
        data = make(document)
        cpu.append((time.process_time() - c) * 1000)
        wall.append((time.perf_counter() - w) * 1000)
    Path(sys.argv[2]).write_bytes(data)
    print(json.dumps({"import_ms": (ready - begin) * 1000, "cpu_ms": cpu, "wall_ms": wall, "bytes": len(data)}))
    return 0
