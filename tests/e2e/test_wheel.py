"""The wheel that a container installs holds everything that the bot reads when it runs."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_wheel_holds_every_module_migration_prompt_and_sample(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=100)
    (wheel,) = tmp_path.glob("briefing_bot-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        inside = {name for name in packed.namelist() if name.startswith("bot/")}
        points = next(name for name in packed.namelist() if name.endswith("entry_points.txt"))
        assert "briefing-bot = bot.cli:main" in packed.read(points).decode()
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "bot").rglob("*") if path.is_file()}
    assert inside == {name for name in here if "__pycache__" not in name}
    assert any(name.endswith(".md") for name in inside)
