"""Takes the pictures of the guide and the README from the real window on the sample project."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "resources" / "help"
THEMES = ("light", "dark")
PROGRAM = (sys.executable, "-m", "annotator")
# Without a display the demo opens no window that somebody would have to close.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}


def main() -> None:
    """Run the demo without opening a window, then render its first article in each theme."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _run("demo", "--out", folder)
        project = next(Path(folder).rglob("*.annotator"))
        document = _first_document(project)
        for theme in THEMES:
            picture = PICTURES / f"screenshot-{theme}.png"
            options = ["--document", document, "--annotator", "first", "--theme", theme, "--out", str(picture)]
            _run("render", str(project), *options)
            print(f"wrote {picture.relative_to(ROOT)}")


def _first_document(project: Path) -> str:
    """Read the first article's id through the program's own door."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "all.jsonl"
        _run("export", str(project), str(out), "--all")
        with out.open(encoding="utf-8") as lines:
            return str(json.loads(lines.readline())["document"])


def _run(*arguments: str) -> None:
    subprocess.run([*PROGRAM, *arguments], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)


if __name__ == "__main__":
    main()
