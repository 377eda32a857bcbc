-- Studies and references that several articles rest on: joined by DOI, else PMID, PMCID, registry id, else by title and year.
with named as (
    select article_id, study_id as id, 'study' as what, lower(doi) as doi, pmid, pmcid, registry_id, null as title, year from studies
    union all
    select article_id, reference_id, 'reference', lower(doi), pmid, null, null, title, year from "references"
),
keyed as (
    select *,
        case when doi is not null then 'doi' when pmid is not null then 'pmid' when pmcid is not null then 'pmcid'
             when registry_id is not null then 'registry_id'
             when length(title) >= $title_length then 'bibliography' end as matched_by,
        case when doi is not null then 'doi:' || doi when pmid is not null then 'pmid:' || pmid when pmcid is not null then 'pmcid:' || pmcid
             when registry_id is not null then 'registry:' || registry_id
             when length(title) >= $title_length
                then 'title:' || regexp_replace(lower(title), '[^a-z0-9]+', ' ', 'g') || coalesce(' ' || year, '') end as source_key
    from named
)
select
    source_key, any_value(matched_by) as matched_by,
    min(k.doi) as doi, min(k.pmid) as pmid, min(k.title) as title, min(k.year) as year,
    count(distinct article_id) as n_articles,
    count(distinct coalesce(a.duplicate_group, a.article_id)) as n_independent,
    list_sort(list_distinct(list(article_id))) as article_ids,
    list_sort(list_distinct(coalesce(list(id) filter (what = 'reference'), []))) as reference_ids,
    list_sort(list_distinct(coalesce(list(id) filter (what = 'study'), []))) as study_ids
from keyed k join articles a using (article_id)
where source_key is not null
group by source_key
having count(distinct article_id) > 1
order by n_independent desc, source_key
