"""Text to facts: sources, one rule for each kind of fact, assembly."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def _info(*args: Any, **named: Any) -> Any:
    """Do what ``spacy.info`` does, from the module whose place this takes until it is wanted."""
    sys.modules.pop("spacy.cli.info", None)
    return import_module("spacy.cli.info").info(*args, **named)


if "spacy" not in sys.modules:  # its command line, which nobody needs, is a quarter of loading it
    sys.modules["spacy.cli.info"] = ModuleType("spacy.cli.info")
    vars(sys.modules["spacy.cli.info"])["info"] = _info
