// The twin of indicator.rq for property graphs.
// terms: kind
// order: what where year begin value
MATCH (figure:Observation)-[:HAS_INDICATOR]->(measure:Indicator)
WHERE measure.prefLabel CONTAINS $indicator
MATCH (figure)-[source:WAS_DERIVED_FROM]->(:Entry)
OPTIONAL MATCH (figure)-[:HAS_PLACE]->(area)
OPTIONAL MATCH (figure)-[:HAS_UNIT]->(unit)
OPTIONAL MATCH (figure)-[:SUBJECT]->(body)
WITH figure, measure, source, area, unit, body
WHERE $place IS NULL OR area.prefLabel = $place OR $place IN area.altLabel
RETURN measure.prefLabel AS what, area.prefLabel AS `where`, figure.year AS year, figure.value AS value,
  unit.prefLabel AS unit, figure.observationKind AS kind, body.prefLabel AS subject, figure.statedValue AS stated,
  min(source.begin) AS begin
