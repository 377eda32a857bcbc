-- What the comparisons and the conflicts rest on: rows with their sentence and origin, told of the exposure itself.

-- Near-duplicates are one origin; so are copies of one sentence on several pages of a site.
create view origins as
select article_id, coalesce(duplicate_group, article_id) as origin, site from articles;

create table told as
with sited as (
    select
        c.*, s.text as sentence, s.kind,
        min(o.origin) over (partition by coalesce(o.site, o.origin), s.text) as origin
    from claims c join sentences s using (sentence_id) join origins o on o.article_id = c.article_id
    where c.outcome_id is not null and len(c.exposure_ids) > 0 and c.score >= $sure
)
-- A claim about the lack of an exposure is turned round: a deficiency that increases falls counts as "decreases falls".
select * replace (
    case when lack and direction = 'increases' then 'decreases' when lack and direction = 'decreases' then 'increases' else direction end
    as direction
)
from sited;
