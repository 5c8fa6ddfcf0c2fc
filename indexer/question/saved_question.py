"""A question as it is kept under a name: the tree that its words were read as, and its filters.

Kept with the tree, a search means tomorrow what it meant when it was saved, whatever engine
answers and whatever the language of queries has learnt since.
"""

from __future__ import annotations

import json
from dataclasses import replace

from indexer.question import query_json
from indexer.question.parser import parse
from indexer.question.request import DEFAULT_LIMIT, FindRequest, read_request
from kb.errors import BadRequest


def kept(request: FindRequest) -> str:
    """Write a question down; where on its pages one stood is not part of it."""
    asked = replace(request, after="", limit=DEFAULT_LIMIT)
    tree = parse(asked.q, asked.match).tree if asked.tree is None else asked.tree
    told = {"tree": query_json.dumps(tree), "asked": asked.pairs()}
    return json.dumps(told, separators=(",", ":"))


def asked_again(text: str) -> FindRequest:
    """Give a question that was kept; raises BadRequest where the text is none."""
    try:
        told = json.loads(text)
        pairs = [(str(name), str(value)) for name, value in told["asked"]]
        tree = query_json.loads(told["tree"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequest(
            "a saved search cannot be read", hint="Search anew, then save it again."
        ) from error
    return replace(read_request(pairs), tree=tree)
