"""Language work keeps to itself: no files beside ours, nothing to report to anybody."""

import os
import subprocess
import sys
from pathlib import Path


def test_models_leave_nothing_in_the_users_home(tmp_path: Path) -> None:
    script = "from bot import language; language.warm(); language.embed(['One ferry sank.'])"
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.rglob("*")) == []
