"""How long `malaprop` takes to start and how much memory that needs, beside bare interpreters of the same run.

    python benchmarks/startup.py [RUNS] [ARTICLE] [--rules PATH]

Prints for each command the median processor time (user and system), its ratio to `python -c "import yaml"`, the median
wall time and the peak memory. `cold` begins with an empty cache folder, `warm` with what the run before kept, `new
words` with what a run over another article kept. Arguments after ARTICLE go to `malaprop check`.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ARTICLE = "A short article\n\n" + "It says what it has to say, and then it ends where it should. " * 60 + "\n"


class Cost(NamedTuple):
    cpu: float
    wall: float
    memory: float


def run(command, environment):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, _, used = os.wait4(process.pid, 0)  # the usage of this child alone
    process.returncode = 0
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss * unit / 1e6)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    more = sys.argv[3:]
    script = str(Path(sys.executable).parent / "malaprop")
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "other.md"
        other.write_text(ARTICLE, "utf-8")
        article = Path(sys.argv[2]) if len(sys.argv) > 2 else other
        cache = Path(folder) / "cache"
        environment = {**os.environ, "MALAPROP_CACHE_DIR": str(cache)}
        check = [script, "check", str(article), *more]

        def empty():
            shutil.rmtree(cache, ignore_errors=True)

        def of_another():
            empty()
            run([script, "check", str(other), *more], environment)

        commands = {
            'python -c "pass"': ([sys.executable, "-c", "pass"], None),
            'python -c "import yaml"': ([sys.executable, "-c", "import yaml"], None),
            "malaprop --version": ([script, "--version"], None),
            "malaprop --help": ([script, "--help"], None),
            "check, no cache": ([*check, "--no-cache"], None),
            "check, cold": (check, empty),
            "check, new words": (check, of_another),
            "check, warm": (check, None),
        }
        found = {}
        for name, (command, prepare) in commands.items():
            costs = []
            for _ in range(runs):
                if prepare is not None:
                    prepare()
                costs.append(run(command, environment))
            found[name] = Cost(*map(statistics.median, zip(*costs, strict=True)))
        size = sum(path.stat().st_size for path in cache.iterdir()) / 1e6
    base = found['python -c "import yaml"'].cpu
    for name, cost in found.items():
        ratio = f"{cost.cpu / base:6.2f} x import yaml"
        print(f"{name:24} {cost.cpu * 1000:7.0f} ms {ratio}  {cost.wall * 1000:7.0f} ms wall {cost.memory:6.0f} MB")
    print(f"size of what is kept     {size:7.1f} MB")


if __name__ == "__main__":
    main()
