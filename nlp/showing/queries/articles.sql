-- Articles, those with most claims first: their place in this order is their number in the report.
select a.article_id, coalesce(title, source_uri) as title, site, published::varchar as published, n_words,
    coalesce(n_claims, 0) as n_claims, coalesce(n_doses, 0) as n_doses, is_primary
from articles a
left join (select article_id, count(*) as n_claims from claims group by all) using (article_id)
left join (select article_id, count(*) as n_doses from doses group by all) using (article_id)
order by n_claims desc, a.article_id
