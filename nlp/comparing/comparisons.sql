-- One row per exposure set and outcome: what all articles together say of it.
--
-- A claim about the lack of an exposure is turned round (a deficiency that increases falls counts as "decreases falls" for the
-- nutrient), so that all rows tell of the exposure itself. An article counts once for every direction that it tells; near-duplicates
-- count as one article.
with told as (
    select
        c.claim_id, c.exposure_ids, c.outcome_id, c.article_id, c.certainty, c.evidence_level,
        c.dose_ids, c.effect_ids, c.study_ids, c.reference_ids,
        coalesce(a.duplicate_group, a.article_id) as origin,
        case
            when c.lack and c.direction = 'increases' then 'decreases'
            when c.lack and c.direction = 'decreases' then 'increases'
            else c.direction
        end as direction
    from claims c join articles a using (article_id)
    where c.outcome_id is not null and len(c.exposure_ids) > 0
),
counted as (
    select
        exposure_ids, outcome_id,
        count(distinct article_id) as n_articles,
        count(distinct origin) as n_independent,
        count(distinct origin) filter (direction = 'increases') as n_increases,
        count(distinct origin) filter (direction = 'decreases') as n_decreases,
        count(distinct origin) filter (direction = 'no_effect') as n_no_effect,
        count(distinct origin) filter (direction = 'affects') as n_affects,
        count(distinct origin) - count(distinct origin) filter (certainty <> 'hedged') as n_hedged,
        arg_min(evidence_level, evidence_rank(evidence_level)) filter (evidence_level is not null) as best_evidence_level
    from told group by all
),
cited as (
    select exposure_ids, outcome_id, count(distinct id) as n_cited_studies
    from (select exposure_ids, outcome_id, unnest(list_concat(study_ids, reference_ids)) as id from told)
    group by all
),
sized as (
    select t.exposure_ids, t.outcome_id, min(e.ratio) as ratio_min, max(e.ratio) as ratio_max
    from (select exposure_ids, outcome_id, unnest(effect_ids) as effect_id from told where direction <> 'affects') t
    join effects e using (effect_id)
    where e.ratio is not null and (e.outcome_id is null or e.outcome_id = t.outcome_id)
    group by all
),
dosed as (
    select
        t.exposure_ids, t.outcome_id,
        min(coalesce(d.ug_per_day_low, d.ug_per_day_high)) as dose_ug_per_day_min,
        max(coalesce(d.ug_per_day_high, d.ug_per_day_low)) as dose_ug_per_day_max
    from (select exposure_ids, outcome_id, unnest(dose_ids) as dose_id from told) t
    join doses d using (dose_id)
    -- A mass a day only compares where the set is one nutrient.
    where d.role in ('studied', 'recommended') and len(t.exposure_ids) = 1 and list_contains(t.exposure_ids, d.nutrient_id)
    group by all
),
judged as (
    select *,
        greatest(n_increases, n_decreases, n_no_effect) / nullif(n_increases + n_decreases + n_no_effect, 0)::double as agreement
    from counted
)
select
    exposure_ids, outcome_id, n_articles, n_independent, n_increases, n_decreases, n_no_effect, n_affects, n_hedged, agreement,
    case
        when n_independent = 1 then 'single_source'
        when agreement < $agreed then 'contested'
        when n_no_effect > greatest(n_increases, n_decreases) then 'null_finding'
        else 'consensus'
    end as verdict,
    best_evidence_level,
    coalesce(n_cited_studies, 0) as n_cited_studies,
    ratio_min, ratio_max, dose_ug_per_day_min, dose_ug_per_day_max
from judged
left join cited using (exposure_ids, outcome_id)
left join sized using (exposure_ids, outcome_id)
left join dosed using (exposure_ids, outcome_id)
order by n_independent desc, exposure_ids, outcome_id
