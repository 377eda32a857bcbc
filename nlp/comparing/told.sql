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
select * replace (turned(direction, lack) as direction)
from sited;
