"""Stand-ins for heavy packages that WebShop imports and a text game does not need, only where they are missing.

torch, faiss and transformers: whatever is taken from them is an empty class. spaCy: its English model gives words
with `text` and `pos_`; a word of letters that is not among `stop_words` counts as a noun, which is how the recordings
were made.
"""

import importlib.machinery
import importlib.util
import re
import sys
import types
from importlib.abc import Loader, MetaPathFinder

EMPTY = ("torch", "faiss", "transformers", "tensorflow", "onnxruntime", "sentencepiece")


class Empty(types.ModuleType):
    """A module in which every name is an empty class."""

    __path__ = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "cuda":  # torch is asked for a graphics card; there is none.
            return types.SimpleNamespace(is_available=lambda: False)
        return type(name, (), {})


class Finder(MetaPathFinder, Loader):
    """Answers for the chosen packages and all inside them."""

    def __init__(self, names):
        self.names = names

    def find_spec(self, name, path=None, target=None):
        chosen = name.split(".")[0] in self.names
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if chosen else None

    def create_module(self, spec):
        return Empty(spec.name)

    def exec_module(self, module):
        pass


def install(stop_words):
    """Puts the stand-ins in place; gives the names of the packages stood in for."""
    names = [name for name in EMPTY if importlib.util.find_spec(name) is None]
    sys.meta_path.append(Finder(names))
    if not english():
        sys.modules["spacy"] = spacy(set(stop_words))
        names.append("spacy")
    return names


def english():
    """Whether the real spaCy can tag English here."""
    return all(importlib.util.find_spec(name) for name in ("spacy", "en_core_web_lg"))


def spacy(stop_words):
    def tag(word):
        noun = re.fullmatch("[A-Za-z]+", word) and word.lower() not in stop_words
        return types.SimpleNamespace(text=word, pos_="NOUN" if noun else "X")

    module = types.ModuleType("spacy")
    module.load = lambda _model: lambda text: [tag(word) for word in re.findall(r"\w+|[^\w\s]", text)]
    return module
