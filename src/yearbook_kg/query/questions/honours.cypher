// The twin of honours.rq for property graphs.
// terms: level
// order: recipient year begin honour level words
MATCH (conferral:Conferral)-[:RECIPIENT]->(who)
WHERE ($organization IS NULL OR who.prefLabel = $organization OR $organization IN who.altLabel)
  AND ($year IS NULL OR conferral.year = $year)
MATCH (conferral)-[:HAS_HONOUR]->(prize)
OPTIONAL MATCH (conferral)-[:CONFERRED_BY]->(giver)
OPTIONAL MATCH (conferral)-[:IN_EVENT]->(contest)
OPTIONAL MATCH (conferral)-[source:WAS_DERIVED_FROM]->(item:Entry)
RETURN who.prefLabel AS recipient, prize.prefLabel AS honour, conferral.honourLevel AS level,
  conferral.year AS year, CASE WHEN conferral.year IS NULL THEN item.coversYear ELSE NULL END AS entry_year,
  conferral.rank AS rank, giver.prefLabel AS grantor, contest.prefLabel AS event, source.words AS words,
  min(source.begin) AS begin
