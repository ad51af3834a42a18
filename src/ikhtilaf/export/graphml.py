"""GraphML, for yEd, igraph, Cytoscape and networkx: factions, and an edge a period with its dates as attributes.

GraphML has no time of its own: `certain_days` has the days on which a state is certain, as intervals.
"""

from __future__ import annotations

from typing import BinaryIO

from ikhtilaf.export.errors import needed
from ikhtilaf.export.network import clean, network
from ikhtilaf.export.request import Request, Written


def write(request: Request, stream: BinaryIO) -> Written:
    """Write the relations over time. Needs the package networkx."""
    networkx = needed("networkx", "graphml", "graph")
    graph = network(request, networkx, spells=False)
    graph.graph["title"] = clean(request.heading)
    # The library's other writer needs lxml; which of them runs must not depend on what else is installed.
    networkx.readwrite.graphml.write_graphml_xml(graph, stream, named_key_ids=True)
    return Written(graph.number_of_edges())
