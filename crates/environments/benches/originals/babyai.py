"""Steps per second of the original BabyAI, as AgentGym carries it on MiniGrid.

Install: git clone https://github.com/WooooDyy/AgentGym
         pip install minigrid==2.3.1 gymnasium==0.29.1 gym matplotlib pillow fastapi uvicorn
Run:     python babyai.py AgentGym/agentenv-babyai RECORDINGS
"""

import importlib.metadata
import sys

from measure import arguments, commit, episodes, measure, silence


def main():
    given = arguments(__doc__, ("checkout", "AgentGym's folder agentenv-babyai")).parse_args()
    sys.path.insert(0, str(given.checkout))
    with silence():
        from agentenv_babyai.environment import BabyAI

    def open_task(start):
        return BabyAI(game_name=start["level"], seed=start["seed"])  # It resets itself.

    def step(world, action):
        world.step(action)
        return world._is_done()

    versions = {name: importlib.metadata.version(name) for name in ("minigrid", "gymnasium", "numpy")}
    versions["AgentGym"] = commit(given.checkout)
    measure("babyai", episodes(given.recordings, "babyai"), open_task, step, given.seconds, versions)


if __name__ == "__main__":
    main()
