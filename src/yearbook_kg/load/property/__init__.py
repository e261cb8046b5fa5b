"""Property graphs: nodes and edges in Neo4j, ArcadeDB, FalkorDB and Ladybug, and as files for import."""
