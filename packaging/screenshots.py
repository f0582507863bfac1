"""Takes the pictures of the guide and the README from the real window on the sample project.

Without a choice the pictures of the guide are written; `--all FOLDER` takes every view in every theme, to be looked at.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "resources" / "help"
SHOTS = PICTURES / "screenshots"
THEMES = ("light", "dark", "contrast")
# What the README shows, by view and theme.
SHOWN = (("article", "light"), ("article", "dark"))
# What the guide shows besides.
GUIDE = (
    *(
        ("article", "contrast"),
        ("search", "light"),
        ("overview", "light"),
        ("review", "light"),
        ("suggestions", "light"),
    ),
    *(("comfort", "dark"), ("safe", "light"), ("reading", "dark"), ("change_keys", "dark")),
)


def main() -> None:
    """Make the sample project, then take the pictures that are asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--all", type=Path, metavar="FOLDER", help="every view in every theme and two sizes")
    folder = asked.parse_args().all
    with tempfile.TemporaryDirectory() as scratch:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            for theme in THEMES:
                _take(Path(scratch), "all", theme, folder)
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        for theme in THEMES:
            views = [view for view, of in (*SHOWN, *GUIDE) if of == theme]
            _take(Path(scratch), ",".join(views), theme, SHOTS)
        for view, theme in SHOWN:
            (SHOTS / f"{view}-{theme}.png").replace(PICTURES / f"screenshot-{theme}.png")


def _take(scratch: Path, views: str, theme: str, folder: Path) -> None:
    """Take pictures of some views in one theme, on a fresh sample project."""
    home = scratch / theme
    home.mkdir()
    # Without a display the demo opens no window that somebody would have to close.
    hidden = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment = hidden | {"ANNOTATOR_SETTINGS": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    demo = [sys.executable, "-m", "annotator", "demo", "--out", str(home)]
    subprocess.run(demo, check=True, stdout=subprocess.DEVNULL, env=environment, cwd=ROOT)
    project = next(home.glob("*.annotator"))
    program = [sys.executable, str(ROOT / "packaging" / "views.py"), str(project), views, theme, str(folder)]
    subprocess.run(program, check=True, env=environment, cwd=ROOT)


if __name__ == "__main__":
    main()
