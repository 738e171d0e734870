"""Photographs pages with a headless Chromium."""

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HIGHEST = 5000
COLOURS = 96
NARROWEST = 500
"""Pixels; a browser's window cannot be narrower."""


def shoot(page: str, width: int, scale: float = 1) -> Image.Image:
    """A page of that width in pixels, at its own height. Exits with a sentence when there is no Chromium."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"No browser found; install one of: {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as folder:
        file, picture = Path(folder) / "page.html", Path(folder) / "page.png"
        file.write_text(page, encoding="utf-8")
        options = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
                   "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
                   "--disable-lcd-text", f"--user-data-dir={folder}/profile", f"--force-device-scale-factor={scale}",
                   f"--window-size={max(width, NARROWEST)},{HIGHEST}", f"--screenshot={picture}"]  # fmt: skip
        subprocess.run([*options, file.as_uri()], check=True, capture_output=True, timeout=120)  # noqa: S603 - our own words
        with Image.open(BytesIO(picture.read_bytes())) as taken:
            return _trimmed(taken.convert("RGB"), round(width * scale))


def _trimmed(picture: Image.Image, width: int) -> Image.Image:
    """Without the empty ground under the page, but for a margin."""
    picture = picture.crop((0, 0, width, picture.height))
    ground = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    box = ImageChops.difference(picture, ground).getbbox()
    return picture.crop((0, 0, width, min(picture.height, (box[3] if box else 0) + 16)))


def save(picture: Image.Image, path: Path) -> None:
    """Write it with a palette: text on a plain ground loses nothing by it but two thirds of its size."""
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
