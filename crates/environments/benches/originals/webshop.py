"""Steps per second of the original WebShop: its own text environment with its own Lucene search, on a shop of ours.

Install: git clone https://github.com/WooooDyy/AgentGym   (or princeton-nlp/WebShop; its folder is then the checkout)
         with Python 3.9 and Java 11 or newer:
         pip install Flask==2.1.2 'Werkzeug<2.2' beautifulsoup4==4.11.1 thefuzz==0.19.0 python-Levenshtein \
             gym==0.23.1 'numpy<2' tqdm rich requests cleantext==1.1.4 rank_bm25 selenium train pandas \
             lxml scikit-learn PyYAML 'Cython<3' pyjnius
         pip install --no-deps pyserini==0.17.0
Run:     python webshop.py AgentGym/agentenv-webshop/webshop RECORDINGS

The original's code runs from a copy in a temporary folder, unchanged. Its shop of scraped goods is a download of its
own; RECORDINGS/webshop_catalogue.json takes its place, in the same form, and is indexed as the original's own setup
does. torch, faiss, transformers and spaCy are only stood in for where they are not installed: the first three are
imported but never called in a text game, and spaCy tags the nouns of two titles when something is bought (the
stand-in, a list of words that are no nouns, is quicker than the real one, to the original's advantage).
"""

import importlib.metadata
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import stand_ins
from measure import arguments, commit, episodes, measure, silence

PRODUCTS = 1000  # The original's name for the small index.
INDEX = ["--collection", "JsonCollection", "--input", "resources_1k", "--index", "indexes_1k", "--generator",
         "DefaultLuceneDocumentGenerator", "--threads", "1", "--storePositions", "--storeDocvectors", "--storeRaw"]


def set_up(shop, checkout, recordings, stop_words):
    """The original in a folder of its own: code, goods, documents to search, index."""
    unneeded = shutil.ignore_patterns("chromedriver", "indexes*", "resources*")
    for part in ("web_agent_site", "search_engine"):
        shutil.copytree(checkout / part, shop / part, ignore=unneeded)
    catalogue = json.loads((recordings / "webshop_catalogue.json").read_text("utf-8"))
    goods, attributes = catalogue["items"], catalogue["attributes"]
    data = {"items_shuffle_1000": goods, "items_ins_v2_1000": attributes, "items_human_ins": {}}
    (shop / "data").mkdir()
    for name, content in data.items():
        (shop / "data" / f"{name}.json").write_text(json.dumps(content), "utf-8")
    searching = shop / "search_engine"
    for folder in ("resources", "resources_100", "resources_1k", "resources_100k"):
        (searching / folder).mkdir()
    run(searching, stop_words, "runpy.run_path('convert_product_file_format.py', run_name='__main__')")
    indexing = "runpy.run_module('pyserini.index.lucene', run_name='__main__')"
    run(searching, stop_words, f"sys.argv = ['index'] + {INDEX!r}; {indexing}")


def run(folder, stop_words, line):
    """One of the original's scripts in a process of its own, with the same stand-ins."""
    here = str(Path(__file__).resolve().parent)
    opening = f"import sys, runpy; sys.path[:0] = ['..', {here!r}]; import stand_ins; "
    opening += f"stand_ins.install({stop_words!r}); "
    ran = subprocess.run([sys.executable, "-c", opening + line], cwd=folder, capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"{ran.stderr}The original's setup failed: {line}")


def main():
    given = arguments(__doc__, ("checkout", "the folder that holds web_agent_site")).parse_args()
    with (given.recordings / "webshop.jsonl").open(encoding="utf-8") as recording:
        stop_words = json.loads(recording.readline())["stoplist"]
    stood_in = stand_ins.install(stop_words)
    with tempfile.TemporaryDirectory() as scratch:
        shop = Path(scratch) / "shop"
        set_up(shop, given.checkout, given.recordings, stop_words)
        sys.path.insert(0, str(shop))
        with silence():
            import gym
            import web_agent_site.envs  # noqa: F401  (it registers itself)
            random.seed(0)  # Some prices are drawn when the shop opens.
            world = gym.make("WebAgentTextEnv-v0", observation_mode="text", num_products=PRODUCTS)

        def open_task(start):
            world.reset(session=start["index"])
            return world

        versions = {name: importlib.metadata.version(name) for name in ("pyserini", "Flask", "beautifulsoup4", "gym")}
        versions["checkout"] = commit(given.checkout)
        versions["stood in for"] = ", ".join(stood_in) or "nothing"
        measure("webshop", episodes(given.recordings, "webshop"), open_task,
                lambda shopping, action: shopping.step(action)[2], given.seconds, versions)


if __name__ == "__main__":
    main()
