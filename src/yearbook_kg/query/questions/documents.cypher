// The twin of documents.rq for property graphs.
// terms: relation
// order: body relation document begin words
MATCH (work)-[issued:ISSUED_BY]->(who)
WHERE issued.words IS NOT NULL
  AND ($organization IS NULL OR who.prefLabel = $organization OR $organization IN who.altLabel)
RETURN who.prefLabel AS body, issued.predicate AS relation, work.prefLabel AS document, issued.words AS words,
  min(issued.begin) AS begin
UNION
MATCH (who)-[done:IMPLEMENTS]->(work)
WHERE done.words IS NOT NULL
  AND ($organization IS NULL OR who.prefLabel = $organization OR $organization IN who.altLabel)
RETURN who.prefLabel AS body, done.predicate AS relation, work.prefLabel AS document, done.words AS words,
  min(done.begin) AS begin
