"""`python3 -m tests`: sets up what the tests need, then runs them (arguments go to pytest)."""

import sys
from pathlib import Path

import environment

ROOT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    environment.enter(ROOT, environment.TESTS, ["-m", "tests", *sys.argv[1:]])
    import pytest

    sys.exit(pytest.main(["--rootdir", str(ROOT), *sys.argv[1:]]))
