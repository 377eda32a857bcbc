-- What is said of a nutrient and an outcome, narrower ones included: the surest claims first, one of an article and direction. What is
-- said of the lack of the nutrient is turned round.
with about as (
    select * replace (turned(direction, lack) as direction)
    from claims
    where list_has_any(exposure_ids, $nutrients) and list_contains($outcomes, outcome_id)
)
select t.direction, t.lack, t.quote, coalesce(a.title, a.source_uri) as title
from about t join articles a using (article_id)
where a.is_primary
qualify row_number() over (partition by article_id, direction order by score desc, claim_id) = 1
order by score desc, length(quote), claim_id
