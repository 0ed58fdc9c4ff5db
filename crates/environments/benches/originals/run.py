"""Steps per second of the original environments, beside ours: every script here that can run, one table.

    python run.py RECORDINGS --agentgym AGENTGYM [--ours] [--times 3] [--seconds 8] [--python webshop=PATH ...]

RECORDINGS is the folder of recorded games (see measure.py), AGENTGYM a checkout of github.com/WooooDyy/AgentGym. Each
original wants packages, and one a Python, of its own: the head of each script says which, and `--python NAME=PATH`
names the interpreter that has them; without it, the one that runs this. An original that cannot run is said to be
missing, with the reason; no number stands in for it. Of several times the best is shown, and the load of the machine
then, because other work slows the originals and never quickens them; the second column counts the processor's time
instead of the clock's. `--ours` runs our own benchmark
(`cargo bench -p safemcp-environments --bench steps`) after them, in the same session.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUTS = {"textcraft": "agentenv-textcraft", "babyai": "agentenv-babyai", "webshop": "agentenv-webshop/webshop"}
SCRIPTS = {
    "textcraft": [],
    "babyai": [],
    "alfworld": [],
    "webshop": [],
    "sciworld": [],
    "sciworld (bare)": ["--bare"],
}
COLUMNS = "{:<16} {:>10} {:>12} {:>10} {:>7} {:>6}  {}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("recordings", help="folder of recorded games")
    parser.add_argument("--agentgym", type=Path, help="checkout of AgentGym")
    parser.add_argument("--python", action="append", default=[], metavar="NAME=PATH", help="an interpreter")
    parser.add_argument("--only", action="append", choices=SCRIPTS, help="only this one; may be repeated")
    parser.add_argument("--times", type=int, default=3, help="how often each is measured (default 3)")
    parser.add_argument("--seconds", default="8", help="how long each time (default 8)")
    parser.add_argument("--ours", action="store_true", help="run our own benchmark too")
    given = parser.parse_args()
    pythons = dict(pair.split("=", 1) for pair in given.python)
    print(COLUMNS.format("original", "steps/s", "steps/cpu-s", "opened/s", "steps", "load", "versions"), flush=True)
    for name in given.only or SCRIPTS:
        print(row(name, given, pythons), flush=True)
    if given.ours:
        names = sorted({name.split()[0] for name in given.only or SCRIPTS})
        subprocess.run(["cargo", "bench", "-p", "safemcp-environments", "--bench", "steps", "--", *names], cwd=HERE)


def row(name, given, pythons):
    """One line of the table: the best of several times, or why there is none."""
    script = name.split()[0]
    command = [pythons.get(script, sys.executable), str(HERE / f"{script}.py")]
    if script in CHECKOUTS:
        if given.agentgym is None:
            return missing(name, "needs --agentgym")
        command.append(str(given.agentgym / CHECKOUTS[script]))
    command += [given.recordings, "--seconds", given.seconds, *SCRIPTS[name]]
    measured = []
    for _ in range(given.times):
        ran = subprocess.run(command, capture_output=True, text=True)
        if ran.returncode != 0:
            return missing(name, (ran.stderr.strip().splitlines() or ["it stopped without a word"])[-1])
        measured.append(json.loads(ran.stdout.splitlines()[-1]))
        print(json.dumps(measured[-1]), file=sys.stderr, flush=True)
    best = max(measured, key=lambda line: line["steps_per_second"])
    versions = ", ".join(f"{package} {version}" for package, version in best["versions"].items())
    worked = best["steps_per_processor_second"] or "-"
    return COLUMNS.format(
        name, best["steps_per_second"], worked, best["opened_per_second"], best["steps"], best["load"], versions
    )


def missing(name, reason):
    return COLUMNS.format(name, "missing", "-", "-", "-", "-", reason)


if __name__ == "__main__":
    main()
