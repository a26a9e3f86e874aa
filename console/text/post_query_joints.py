"""Remarks on an OR beside words: X joins what stands side by side before it looks at OR.

`kettle broken OR late` finds every post that is late, of whatever brand, and each is paid for.
Source: https://docs.x.com/x-api/posts/search/integrate/build-a-query, "order of operations".
"""

from __future__ import annotations

from console.language import tr
from console.text.post_query_problems import QueryProblem
from console.text.post_query_tree import Joint, Node

LONGEST_QUOTED = 90
"""A query of more characters is not written out anew."""
_PARENTHESES = tr("Put what belongs to OR in parentheses.")


def loose(query: str, root: Node) -> list[QueryProblem]:
    """Return a remark on the first OR that takes words beside it along; the query is sound."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.joint is Joint.ANY and any(_is_bare(part) for part in node.parts):
            start, end = node.parts[0].start, node.parts[-1].end
            return [QueryProblem(start, end, *_said(query, node), stops=False)]
        waiting += reversed(node.parts)
    return []


def _is_bare(part: Node) -> bool:
    """Return whether these are words side by side without parentheses around them."""
    return part.joint is Joint.ALL and not part.negated and part.start == part.parts[0].start


def _said(query: str, node: Node) -> tuple[str, str]:
    """Return how X reads the alternatives, and what was likely meant."""
    read = " OR ".join(
        f"({_text(query, part)})" if _is_bare(part) else _text(query, part) for part in node.parts
    )
    if len(read) > LONGEST_QUOTED or not read.isprintable():
        return tr("X joins words side by side before OR."), _PARENTHESES
    meant = _meant(query, node)
    advice = tr("Write {query}.").format(query=meant) if meant else _PARENTHESES
    return tr("X reads this as {query}.").format(query=read), advice


def _meant(query: str, node: Node) -> str:
    """Return it with the words next to each OR in parentheses; empty where that is no help.

    What is left out, or only narrows, stands outside of them: it is meant for all.
    """
    first, *middle, last = (part.parts if _is_bare(part) else (part,) for part in node.parts)
    before = max((place for place, one in enumerate(first) if one.anchored), default=None)
    behind = min((place for place, one in enumerate(last) if one.anchored), default=None)
    if before is None or behind is None or any(len(each) > 1 for each in middle):
        return ""
    inside = [first[before], *(each[0] for each in middle), last[behind]]
    group = f"({' OR '.join(_text(query, one) for one in inside)})"
    around = (*first[:before], None, *first[before + 1 :], *last[:behind], *last[behind + 1 :])
    return " ".join(group if one is None else _text(query, one) for one in around)


def _text(query: str, node: Node) -> str:
    return " ".join(query[node.start : node.end].split())
