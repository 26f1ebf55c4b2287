"""The same font files for every maker: those this program ships, unpacked into the folder of ANXIN_BENCH_FONTS."""

import os

FOLDER = os.environ["ANXIN_BENCH_FONTS"]


def file(name):
    return os.path.join(FOLDER, f"{name}.ttf")
