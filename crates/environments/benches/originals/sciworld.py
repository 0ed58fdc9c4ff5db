"""Steps per second of the original ScienceWorld: the Python class that drives its Java archive.

Install: pip install scienceworld==1.2.3   (and Java 8 or newer)
Run:     python sciworld.py RECORDINGS [--bare]

A step is `ScienceWorldEnv.step`, which also lists every valid action after each move; `--bare` leaves that list out
by asking the Java side for the move alone, and says so in the name it prints. Java is started once, unmeasured; a
second load in one Java process draws other details than the first, so that a few episodes may end differently.
"""

import importlib.metadata

from measure import arguments, episodes, measure, silence


def main():
    parser = arguments(__doc__)
    parser.add_argument("--bare", action="store_true", help="only the move itself, without the list of valid actions")
    given = parser.parse_args()
    with silence():
        from scienceworld import ScienceWorldEnv
        world = ScienceWorldEnv("", envStepLimit=100)

    def step(world, action):
        if given.bare:
            world.server.step(action)
            return world.server.getCompleted()
        return world.step(action)[2]

    def open_task(start):
        world.load(start["task"], start["variation"], "")
        world.get_task_description()
        step(world, "look around")
        return world

    name = "sciworld (bare)" if given.bare else "sciworld"
    versions = {"scienceworld": importlib.metadata.version("scienceworld")}
    measure(name, episodes(given.recordings, "sciworld"), open_task, step, given.seconds, versions, inside=False)
    world.close()


if __name__ == "__main__":
    main()
