// The twin of figures.rq for property graphs.
// terms: kind qualifier
// order: where year item begin value indicator
MATCH (figure:Observation)-[:HAS_PLACE]->(area)
WHERE ($place IS NULL OR area.prefLabel = $place OR $place IN area.altLabel)
  AND ($year IS NULL OR figure.year = $year)
MATCH (figure)-[source:WAS_DERIVED_FROM]->(item:Entry)
OPTIONAL MATCH (figure)-[:HAS_INDICATOR]->(measure)
OPTIONAL MATCH (figure)-[:HAS_UNIT]->(unit)
OPTIONAL MATCH (figure)-[:SUBJECT]->(body)
RETURN area.prefLabel AS `where`, figure.year AS year, source.section AS section, body.prefLabel AS subject,
  measure.prefLabel AS indicator, figure.value AS value, unit.prefLabel AS unit, figure.observationKind AS kind,
  figure.qualifier AS qualifier, figure.statedValue AS stated, min(item.iri) AS item, min(source.begin) AS begin
