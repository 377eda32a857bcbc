-- What is said on a shared work.
select source_key, c.article_id, c.quote, c.char_start
from (select source_key, unnest(claim_ids) as claim_id from shared_sources) join claims c using (claim_id)
order by source_key, article_id, char_start, claim_id
