"""Steps per second of the original TextCraft, as AgentGym carries it.

Install: git clone https://github.com/WooooDyy/AgentGym
         pip install gymnasium==0.29.1 numpy fastapi uvicorn requests
Run:     python textcraft.py AgentGym/agentenv-textcraft RECORDINGS

The order of the goals depends on the order in which a file system lists a folder, so a recorded game is found again
by the goal that its opening text names, never by its number.
"""

import importlib.metadata
import os
import sys

from measure import arguments, commit, episodes, measure, silence

GOALS = 544


def goal(observation):
    return observation.rsplit("Goal: craft ", 1)[1].strip()


def main():
    given = arguments(__doc__, ("checkout", "AgentGym's folder agentenv-textcraft")).parse_args()
    sys.path.insert(0, str(given.checkout))
    os.chdir(given.checkout)  # It reads its recipes from there when it is imported.
    with silence():
        from agentenv_textcraft.crafting_tree import CraftingTree
        from agentenv_textcraft.environment import TextCraftEnv
    tree = CraftingTree(minecraft_dir="agentenv_textcraft/")

    def open_task(index):
        world = TextCraftEnv(crafting_tree=tree, commands=None, goal=None)
        world.opening = world.reset(data_idx=index)[0]
        return world

    recorded = {goal(start["observation"]): actions
                for start, actions in episodes(given.recordings, "textcraft")}
    goals = ((index, goal(open_task(index).opening)) for index in range(GOALS))
    tasks = [(index, recorded[name]) for index, name in goals if name in recorded]
    versions = {"gymnasium": importlib.metadata.version("gymnasium"), "AgentGym": commit(given.checkout)}
    measure("textcraft", tasks, open_task, lambda world, action: world.step(action)[2], given.seconds, versions)


if __name__ == "__main__":
    main()
