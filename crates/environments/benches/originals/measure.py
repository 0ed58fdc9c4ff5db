"""What the scripts here share: recorded games, a stopwatch, and one line of JSON.

A recording is a file of JSON lines. Its first line says what was recorded; each other line is one step of one
episode: `t` 0 opens the task, later ones carry the `action` that was played and whether the task was `done` then.
A step is one call of the original's own class in this process: no server, no HTTP. Opening a task is timed apart.

Beside the steps in a second of the clock stand the steps in a second of this process's own processor time, which other
work on the machine disturbs far less.
"""

import argparse
import contextlib
import json
import os
import platform
import random
import subprocess
import time
from pathlib import Path


def arguments(description, *extra):
    """The arguments that every script takes; `extra` names folders that only some take, with what they are."""
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    for name, meaning in extra:
        parser.add_argument(name, type=folder, help=meaning)
    parser.add_argument("recordings", type=folder, help="folder with <environment>.jsonl")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long to play, whole episodes (default 8)")
    return parser


def folder(text):
    """An argument that names a folder, so that it still holds when an original wants to run in its own."""
    path = Path(text).resolve()
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"no folder {path}")
    return path


def episodes(recordings, environment):
    """The recorded episodes that reached their end: each one's opening line (a dictionary) and its actions.

    In a fixed mixed order, so that a short measurement does not meet one kind of task only.
    """
    lines = [json.loads(line) for line in (recordings / f"{environment}.jsonl").read_text("utf-8").splitlines()]
    games = {}
    for line in lines:
        if line.get("kind") != "meta":
            games.setdefault(line["episode"], []).append(line)
    ended = [(game[0], [line["action"] for line in game[1:]]) for game in games.values() if game[-1]["done"]]
    random.Random(0).shuffle(ended)
    return ended


def measure(environment, tasks, open_task, step, seconds, versions, inside=True):
    """Plays the tasks in turn for so many seconds and prints the line.

    `open_task(opening)` gives a world, `step(world, action)` plays one action and says whether the task is done.
    `inside` is false for an original that does its work in another process: its processor time is unknown here.
    """
    opening = playing = working = 0.0
    opened = steps = finished = 0
    with silence():
        open_task(tasks[0][0])  # Once unmeasured: what is loaded once is not part of a step.
        while opening + playing < seconds:
            start, actions = tasks[opened % len(tasks)]
            now = time.perf_counter()
            world = open_task(start)
            opening += time.perf_counter() - now
            opened += 1
            done = False
            now, worked = time.perf_counter(), time.process_time()
            for action in actions:
                done = step(world, action)
            playing += time.perf_counter() - now
            working += time.process_time() - worked
            steps += len(actions)
            finished += bool(done)
    line = {
        "environment": environment,
        "steps_per_second": round(steps / playing, 1),
        "steps_per_processor_second": round(steps / working, 1) if inside else None,
        "opened_per_second": round(opened / opening, 2),
        "steps": steps,
        "opened": opened,
        "finished": finished,
        "load": round(os.getloadavg()[0], 1),
        "versions": {"python": platform.python_version(), **versions},
    }
    print(json.dumps(line), flush=True)


@contextlib.contextmanager
def silence():
    """The originals speak on standard output, which belongs to the one line of JSON."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        yield


def commit(checkout):
    """The commit of a git checkout, or "unknown" for a plain folder."""
    asked = subprocess.run(["git", "-C", str(checkout), "rev-parse", "HEAD"], capture_output=True, text=True)
    inside = subprocess.run(["git", "-C", str(checkout), "ls-files", "."], capture_output=True, text=True)
    return asked.stdout.strip()[:12] if inside.stdout else "unknown"
