-- Works that several articles rest on.
select source_key, matched_by, doi, pmid, title, year, n_articles, n_independent, article_ids, exposure_ids, differences
from shared_sources
order by n_independent desc, source_key
