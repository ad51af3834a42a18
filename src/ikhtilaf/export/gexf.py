"""GEXF 1.2, for Gephi: a dynamic graph, in which an edge is there on the days on which its state is certain.

All that is vaguer stands in attributes beside the spells: the first and the last possible day of its beginning and of
its end, the dates in words, and the sources with stance and hedge. An edge whose state is never certain has `certain`
false and the days for which the rules give the state all the same.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from ikhtilaf.export.errors import needed
from ikhtilaf.export.network import clean, network
from ikhtilaf.export.request import Request, Written


def write(request: Request, stream: BinaryIO) -> Written:
    """Write the relations over time. Needs the package networkx."""
    networkx = needed("networkx", "gexf", "graph")
    graph = network(request, networkx, spells=True)
    graph.graph["mode"] = "dynamic"
    writer = networkx.readwrite.gexf.GEXFWriter(graph, version="1.2draft")
    _tell(writer, request)
    writer.write(stream)
    stream.write(b"\n")
    return Written(graph.number_of_edges())


def _tell(writer: Any, request: Request) -> None:
    """Put the log's title in place of the day of writing and of what the schema does not know."""
    from xml.etree.ElementTree import SubElement

    meta, graph = writer.xml.find("meta"), writer.xml.find("graph")
    del meta.attrib["lastmodifieddate"]  # the same log has the same bytes on every day
    meta.find("creator").text = "ikhtilaf"
    SubElement(meta, "description").text = clean(request.heading)
    del graph.attrib["name"]
    graph.set("timeformat", "date")
    for attributes in graph.findall("attributes"):
        for key in attributes.findall("attribute[@title='networkx_key']"):
            attributes.remove(key)
            for values in graph.iter("attvalues"):
                for value in values.findall(f"attvalue[@for='{key.get('id')}']"):
                    values.remove(value)
