"""The graph: which document of the library cites, carries out, amends or reviews which.

Library ──▶ papers (held)  ─┐
        ──▶ citations ──────┼─▶ resolve ◀──▶ infer (to a fixed point) ──▶ edges, conflicts
        ──▶ papers (cited) ─┘
"""

from .build import build
from .model import Conflict, Edge, Graph, Inference, Mention, Outcome, Paper, Resolution

__all__ = [
    "Conflict",
    "Edge",
    "Graph",
    "Inference",
    "Mention",
    "Outcome",
    "Paper",
    "Resolution",
    "build",
]
