// The twin of growth.rq for property graphs.
// order: -growth -times indicator where subject year stated base
MATCH (figure:Observation)-[:HAS_UNIT]->(unit:Unit)
WHERE (figure.observationKind = 'kind_multiple'
    OR (figure.observationKind = 'kind_growth' AND unit.iri ENDS WITH 'unit_percent'))
  AND ($year IS NULL OR figure.year = $year)
OPTIONAL MATCH (figure)-[:HAS_INDICATOR]->(measure)
OPTIONAL MATCH (figure)-[:HAS_PLACE]->(area)
OPTIONAL MATCH (figure)-[:SUBJECT]->(body)
OPTIONAL MATCH (figure)-[:COMPARED_WITH]->(former)
WITH figure, measure, area, body, former
WHERE $place IS NULL OR area.prefLabel = $place OR $place IN area.altLabel
RETURN DISTINCT measure.prefLabel AS indicator,
  CASE WHEN figure.observationKind = 'kind_growth' THEN figure.value ELSE NULL END AS growth,
  CASE WHEN figure.observationKind = 'kind_multiple' THEN figure.value ELSE NULL END AS times,
  area.prefLabel AS `where`, body.prefLabel AS subject, figure.year AS year, figure.statedValue AS stated,
  former.statedValue AS base
