"""Steps per second of the original ALFWorld in text: its own class on TextWorld's planning engine.

Install: pip install alfworld==0.4.2 textworld
Run:     python alfworld.py RECORDINGS

The class is alfworld's `AlfredTWEnv` with a batch of one, set up as for play: won and admissible commands are asked
for, no expert. Its games come as a download of their own; here they are the problems inside the recordings, joined
with the domain and the grammar that the package carries. Alfworld 0.4 says `move X to Y` where 0.3 said
`put X in/on Y`; recorded actions are reworded.
"""

import importlib.metadata
import json
import os
import re
import sys
import tempfile
from pathlib import Path

from measure import arguments, episodes, measure, silence

# This script is called as the package is: from here on the name means the package.
sys.path = [folder for folder in sys.path if Path(folder).resolve() != Path(__file__).resolve().parent]

TASK_TYPES = {
    "pick_and_place_simple": 1,
    "look_at_obj_in_light": 2,
    "pick_clean_then_place_in_recep": 3,
    "pick_heat_then_place_in_recep": 4,
    "pick_cool_then_place_in_recep": 5,
    "pick_two_obj_and_place": 6,
}
STEPS = 50


def write_game(folder, start, domain, grammar):
    """One game in the form that the original reads; gives its path."""
    folder.mkdir(parents=True)
    game = {
        "pddl_domain": domain,
        "grammar": grammar.replace("UNKNOWN GOAL", start["desc"]),
        "pddl_problem": start["pddl_problem"],
        "solvable": True,
    }
    (folder / "traj_data.json").write_text(json.dumps({"task_type": start["task_type"]}), "utf-8")
    path = folder / "game.tw-pddl"
    path.write_text(json.dumps(game), "utf-8")
    return str(path)


def settings(folder):
    return {
        "env": {
            "goal_desc_human_anns_prob": 0,
            "task_types": list(TASK_TYPES.values()),
            "domain_randomization": False,
            "expert_type": "handcoded",
        },
        "dataset": {"eval_ood_data_path": str(folder), "num_eval_games": -1},
        "general": {"training_method": "dqn"},
        "rl": {"training": {"max_nb_steps_per_episode": STEPS}},
    }


def main():
    given = arguments(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ.setdefault("ALFWORLD_DATA", scratch)
        with silence():
            from alfworld.agents.environment.alfred_tw_env import AlfredTWEnv
            from alfworld.info import ALFRED_PDDL_PATH, ALFRED_TWL2_PATH
        domain, grammar = (Path(path).read_text("utf-8") for path in (ALFRED_PDDL_PATH, ALFRED_TWL2_PATH))
        games = Path(scratch) / "games"
        recorded = episodes(given.recordings, "alfworld")
        tasks = []
        for number, (start, actions) in enumerate(recorded):
            path = write_game(games / start["task_type"] / str(number), start, domain, grammar)
            tasks.append((path, [re.sub(r"^put (.+) in/on ", r"move \1 to ", action) for action in actions]))
        with silence():
            original = AlfredTWEnv(settings(games), train_eval="eval_out_of_distribution")

        def open_task(path):
            original.game_files = [path]
            world = original.init_env(batch_size=1)
            world.reset()
            return world

        def step(world, action):
            _, _, _, informed = world.step([action])
            return informed["won"][0]

        versions = {name: importlib.metadata.version(name) for name in ("alfworld", "textworld")}
        measure("alfworld", tasks, open_task, step, given.seconds, versions)


if __name__ == "__main__":
    main()
