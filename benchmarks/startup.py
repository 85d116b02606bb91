"""How long `malaprop` takes to start, as ratios to bare interpreters of the same run.

    python benchmarks/startup.py [RUNS]

Prints the median wall time of each command and its ratio to `python -c "import yaml"`.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ARTICLE = "A short article\n\n" + "It says what it has to say, and then it ends where it should. " * 60 + "\n"


def median(command: list[str], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    script = str(Path(sys.executable).parent / "malaprop")
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.md"
        article.write_text(ARTICLE, "utf-8")
        commands = {
            'python -c "pass"': [sys.executable, "-c", "pass"],
            'python -c "import yaml"': [sys.executable, "-c", "import yaml"],
            "malaprop --version": [script, "--version"],
            "malaprop --help": [script, "--help"],
            "malaprop check article.md": [script, "check", str(article)],
        }
        found = {name: median(command, runs) for name, command in commands.items()}
    base = found['python -c "import yaml"']
    for name, seconds in found.items():
        print(f"{name:28} {seconds * 1000:8.1f} ms   {seconds / base:6.2f} x import yaml")


if __name__ == "__main__":
    main()
