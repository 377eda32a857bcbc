-- One row per work that several articles rest on, with what they say of it and where they tell it differently.
with works as (
    select k.source_key, k.matched_by, s.study_id as id, 'study' as what, s.article_id, lower(s.doi) as doi, s.pmid, null as title, s.year
    from studies s join source_keys k on k.id = s.study_id
    union all
    select k.source_key, k.matched_by, r.reference_id, 'reference', r.article_id, lower(r.doi), r.pmid, r.title, r.year
    from "references" r join source_keys k on k.id = r.reference_id
),
resting as (  -- claims and effects on the work
    select distinct k.source_key, c.claim_id
    from (select claim_id, unnest(list_concat(study_ids, reference_ids)) as id from told) c join source_keys k using (id)
),
said as (  -- what an article tells of the work: (about, value)
    select k.source_key, s.article_id, unnest([
            {'about': 'participants', 'value': s.n_participants::varchar},
            {'about': 'studies pooled', 'value': s.n_studies::varchar},
            {'about': 'evidence', 'value': nullif(s.evidence_level, 'unspecified')},
            {'about': 'year', 'value': s.year::varchar}], recursive := true)
    from studies s join source_keys k on k.id = s.study_id
    union all
    select k.source_key, e.article_id, concat_ws(' ', e.measure, 'for', coalesce(e.outcome_id, lower(e.outcome_text))),
        concat_ws(' ', round(e.value, 3)::varchar, e.unit)
    from effects e join source_keys k on k.id = e.study_id
    where e.value is not null and coalesce(e.outcome_id, e.outcome_text) is not null
    union all
    select r.source_key, t.article_id, array_to_string(t.exposure_ids, ' + ') || ' on ' || t.outcome_id, t.direction
    from resting r join told t using (claim_id)
    union all
    select r.source_key, t.article_id, 'outcome', t.outcome_id
    from resting r join told t using (claim_id)
),
tellings as (
    select source_key, about, article_id, list_sort(list(distinct value)) as told from said where value is not null group by all
),
differing as (
    select source_key, list(about || ': ' || told order by about) as differences
    from (
        select source_key, about, string_agg(array_to_string(told, ', ') || ' in ' || article_id, '; ' order by told, article_id) as told
        from tellings x
        where exists (
            from tellings y where y.source_key = x.source_key and y.about = x.about and not list_has_any(x.told, y.told)
        )
        group by all
    )
    group by all
)
-- Of titles and years the middle one is told: a single misread one does not count.
select
    w.source_key, any_value(w.matched_by) as matched_by,
    min(w.doi) as doi, min(w.pmid) as pmid, quantile_disc(w.title, 0.5) as title, quantile_disc(w.year, 0.5) as year,
    count(distinct w.article_id) as n_articles,
    count(distinct o.origin) as n_independent,
    list_sort(list(distinct w.article_id)) as article_ids,
    list_sort(coalesce(list(distinct w.id) filter (w.what = 'reference'), [])) as reference_ids,
    list_sort(coalesce(list(distinct w.id) filter (w.what = 'study'), [])) as study_ids,
    coalesce(any_value(c.claim_ids), []) as claim_ids,
    coalesce(any_value(c.exposure_ids), []) as exposure_ids,
    coalesce(any_value(d.differences), []) as differences
from works w
join origins o using (article_id)
left join (
    select source_key, list_sort(list(distinct claim_id)) as claim_ids, list_sort(list_distinct(flatten(list(exposure_ids)))) as exposure_ids
    from resting join told using (claim_id) group by all
) c using (source_key)
left join differing d using (source_key)
group by w.source_key
having count(distinct w.article_id) > 1
order by n_independent desc, w.source_key
