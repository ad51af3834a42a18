// Reads GEXF from standard input with graphology, as Gephi Lite does, and prints its nodes and edges as JSON.

import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf";

const graph = gexf.parse(Graph, readFileSync(0, "utf8"), { addMissingNodes: false });
process.stdout.write(JSON.stringify(graph.export()));
