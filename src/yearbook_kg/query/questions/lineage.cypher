// The twin of lineage.rq for property graphs.
// terms: change
// order: when begin earlier later words
MATCH (node)-[source:WAS_DERIVED_FROM]->(:Entry)
WHERE node.changeKind IS NOT NULL AND source.words IS NOT NULL
OPTIONAL MATCH (node)-[:BEFORE]->(old)
OPTIONAL MATCH (node)-[:AFTER]->(new)
OPTIONAL MATCH (node)-[:FOUNDER]->(patron)
WITH node, source, old, new, patron
WHERE $name IS NULL OR old.prefLabel = $name OR $name IN old.altLabel OR new.prefLabel = $name
  OR $name IN new.altLabel
RETURN old.prefLabel AS earlier, node.changeKind AS change, new.prefLabel AS later, node.start AS `when`,
  collect(patron.prefLabel) AS founder, min(source.words) AS words, min(source.begin) AS begin
