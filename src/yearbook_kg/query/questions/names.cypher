// The twin of names.rq for property graphs.
// order: official iri -times known_as
MATCH (who:Organization)
WHERE $organization IS NULL OR who.prefLabel = $organization OR $organization IN who.altLabel
WITH who, CASE WHEN who.altLabel IS NULL THEN [who.prefLabel] ELSE [who.prefLabel] + who.altLabel END AS forms
UNWIND forms AS known_as
MATCH (:Entry)-[mention:MENTIONS]->(who)
WHERE mention.words = known_as
RETURN who.prefLabel AS official, known_as, count(mention.key) AS times, min(mention.begin) AS `first`,
  who.iri AS iri
