// The twin of posts.rq for property graphs.
// terms: manner
// order: body begin who post from to words
MATCH (tenure:Tenure)-[:MEMBER]->(holder)
WHERE $person IS NULL OR holder.prefLabel = $person OR $person IN holder.altLabel
MATCH (tenure)-[:HAS_ORGANIZATION]->(employer)
WHERE $organization IS NULL OR employer.prefLabel = $organization OR $organization IN employer.altLabel
OPTIONAL MATCH (tenure)-[:HAS_ROLE]->(role)
OPTIONAL MATCH (tenure)-[source:WAS_DERIVED_FROM]->(:Entry)
WITH tenure, holder, employer, role.prefLabel AS post, source.words AS words, source.begin AS begin
// who learned or was one of many held no post
WHERE (post IS NULL OR NOT any(kind IN ['学生', '学员', '生员', '会员', '党员', '团员', '社员', '队员', '职工', '工人',
    '研究生', '毕业生', '进修生', '留学生', '成员', '群众', '居民', '村民'] WHERE post ENDS WITH kind))
  AND (post IS NOT NULL OR words IS NULL OR NOT any(told IN ['加入', '入党', '入团', '入社', '考入', '升入', '入学', '就读',
    '求学', '肄业', '毕业', '学习', '参加', '参军', '入伍', '学生', '学员', '职工', '队员'] WHERE words CONTAINS told))
RETURN holder.prefLabel AS who, post, employer.prefLabel AS body, tenure.start AS `from`, tenure.`end` AS `to`,
  tenure.manner AS manner, words, min(begin) AS begin
