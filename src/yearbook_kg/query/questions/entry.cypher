// The twin of entry.rq for property graphs.
// order: volume first identifier responsible publisher
MATCH (item:Entry)
WHERE $entry IS NULL OR item.title = $entry
OPTIONAL MATCH (item)-[:CONTRIBUTOR]->(author)
OPTIONAL MATCH (item)-[:IS_PART_OF]->(book)
OPTIONAL MATCH (book)-[:PUBLISHER]->(house)
RETURN DISTINCT item.title AS title, author.prefLabel AS responsible, book.prefLabel AS volume,
  item.startPage AS `first`, item.endPage AS `last`, house.prefLabel AS publisher, item.coversYear AS year,
  item.identifier AS identifier
