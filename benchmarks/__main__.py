"""`make bench`: every measurement, one after the other, in a process of its own."""

from __future__ import annotations

import platform
import subprocess
import sys

MEASUREMENTS = ("roster_import", "preview", "looking", "presses")


def main() -> int:
    """Run those named on the command line, or all; the number that failed."""
    names = sys.argv[1:] or MEASUREMENTS
    print(f"{platform.machine()}, Python {platform.python_version()}")
    failed = 0
    for name in names:
        print(f"\n{name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
