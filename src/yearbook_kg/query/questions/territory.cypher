// The twin of territory.rq for property graphs.
// terms: kind
// order: code name kind parent
MATCH (spot:Place)
OPTIONAL MATCH (spot)-[:LOCATED_IN]->(whole)
WITH spot, whole
WHERE $place IS NULL OR spot.prefLabel = $place OR $place IN spot.altLabel OR whole.prefLabel = $place
  OR $place IN whole.altLabel
WITH DISTINCT spot
OPTIONAL MATCH (spot)-[:LOCATED_IN]->(above)
RETURN DISTINCT spot.prefLabel AS name, spot.adminCode AS code, coalesce(spot.level, spot.placeType) AS kind,
  above.prefLabel AS parent
UNION
MATCH (spot:AdministrativeDivision)
OPTIONAL MATCH (spot)-[:LOCATED_IN]->(whole)
WITH spot, whole
WHERE $place IS NULL OR spot.prefLabel = $place OR $place IN spot.altLabel OR whole.prefLabel = $place
  OR $place IN whole.altLabel
WITH DISTINCT spot
OPTIONAL MATCH (spot)-[:LOCATED_IN]->(above)
RETURN DISTINCT spot.prefLabel AS name, spot.adminCode AS code, coalesce(spot.level, spot.placeType) AS kind,
  above.prefLabel AS parent
