"""How long a session takes: to its first prompt, and to answer. Needs Python 3, on Linux or macOS.

    python3 tools/prompt.py [RUNS]

Starts ./pathwise repl on a pseudo-terminal, types, and waits for what the screen must show; then
runs ./pathwise check in turn with it, for comparison. Prints medians, least and greatest seconds.
"""

import os
import pathlib
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROMPT = b"pathwise> "
# What is typed, and what shows that it was answered.
INPUTS = {
    "data": (":data y = [2.1, 1.9, 2.4, 2.0, 1.7, 2.2]", b"1.7 to 2.4"),
    "latent": ("mu ~ Normal(0, 5)", b"mu: latent"),
    "observation": ("y ~ Normal(mu, 0.3)", b"observed"),
    "fit": (":fit", b"seed 1"),
    "another fit": (":fit --seed 2", b"seed 2\r\n"),
    "question": ("mu - 1", b"95%"),
}


def session(history):
    """Seconds to the first prompt, and for each input."""
    start = time.monotonic()
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", PATHWISE_HISTORY=history)
        os.execv(ROOT / "pathwise", ["pathwise", "repl"])
    screen = b""

    def wait(text):
        nonlocal screen
        while text not in screen:
            if not select.select([terminal], [], [], 60)[0]:
                sys.exit(f"waited in vain for {text!r}; the screen has {screen!r}")
            screen += os.read(terminal, 65536)

    wait(PROMPT)
    seconds = {"first prompt": time.monotonic() - start}
    for name, (typed, shown) in INPUTS.items():
        screen = b""
        start = time.monotonic()
        os.write(terminal, typed.encode() + b"\r")
        wait(shown)
        seconds[name] = time.monotonic() - start
        wait(PROMPT)
    os.write(terminal, b":quit\r")
    os.waitpid(process, 0)
    os.close(terminal)
    return seconds


def check():
    start = time.monotonic()
    subprocess.run(
        [ROOT / "pathwise", "check", ROOT / "examples/eight-schools"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - start


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs + 1):
            row = session(os.path.join(folder, "history")) | {"check": check()}
            if run > 0:  # the first start may build and record
                rows.append(row)
    for name in rows[0]:
        values = [row[name] for row in rows]
        print(
            f"{name:14} {statistics.median(values):.3f} s"
            f" ({min(values):.3f} to {max(values):.3f})"
        )


main()
