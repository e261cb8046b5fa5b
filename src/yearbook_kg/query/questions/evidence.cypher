// The twin of evidence.rq for property graphs.
// terms: relation
// order: entry begin end relation who what rule
MATCH (one)-[said]->(other)
WHERE said.confidence IS NOT NULL AND said.predicate <> 'yb:mentions'
MATCH (item:Entry)
WHERE item.iri = said.entry
WITH coalesce(one.prefLabel, one.title, one.iri) AS who, one.iri AS subject_iri, one.altLabel AS subject_names,
  said, CASE WHEN said.property IS NULL THEN coalesce(other.prefLabel, other.iri) ELSE said.value END AS what,
  other.iri AS object_iri, other.altLabel AS object_names, item
WHERE ($subject IS NULL OR who = $subject OR $subject IN subject_names OR subject_iri = $subject)
  AND ($predicate IS NULL OR said.predicate = $predicate)
  AND ($object IS NULL OR what = $object OR $object IN object_names OR object_iri = $object)
RETURN DISTINCT who, said.predicate AS relation, what, said.words AS words, item.title AS entry,
  said.section AS section, said.begin AS begin, said.`end` AS `end`, said.rule AS rule, said.confidence AS confidence
