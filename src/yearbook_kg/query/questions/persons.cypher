// The twin of persons.rq for property graphs.
// dates: born died
// order: who born died birthplace native
MATCH (human:Person)
WHERE $person IS NULL OR human.prefLabel = $person OR $person IN human.altLabel
OPTIONAL MATCH (human)-[:BIRTH_PLACE]->(cradle)
OPTIONAL MATCH (human)-[:NATIVE_PLACE]->(home)
OPTIONAL MATCH (tenure:Tenure)-[:MEMBER]->(human)
WITH human, cradle, home, count(DISTINCT tenure.iri) AS posts,
  CASE WHEN human.birthDate_others IS NULL THEN [human.birthDate]
    ELSE [human.birthDate] + human.birthDate_others END AS births
UNWIND births AS born
RETURN human.prefLabel AS who, born, human.deathDate AS died, cradle.prefLabel AS birthplace,
  home.prefLabel AS native, posts, human.iri AS iri
