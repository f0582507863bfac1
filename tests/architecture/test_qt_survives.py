"""Claims that the pinned Qt does not wear Python down: 6.12.0 killed 3.11 after some thousand void calls."""

import subprocess
import sys

VOID_CALLS = 1_000_000


def test_a_million_void_calls_leave_python_alive() -> None:
    program = (
        "from PySide6.QtCore import QObject\n"
        "thing = QObject()\n"
        f"for _ in range({VOID_CALLS}):\n"
        "    thing.setObjectName('x')\n"
        "print('alive')\n"
    )

    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (result.returncode, result.stdout.strip()) == (0, "alive"), result.stderr[-500:]
