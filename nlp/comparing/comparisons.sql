-- One row per exposure set and outcome: what all articles together say of it.
--
-- A claim counts for the exposures and outcome that it names and for every broader pair: vitamin D3 for vitamin D, hip fractures for
-- fractures (an outcome only for a broader one of which more is as good or bad). `counted_from` says what was counted in.
-- An article counts once for every direction that it tells; near-duplicates count as one article. "Affects" tells no direction.
with recursive exposures_widened as (
    select distinct exposure_ids as told_ids, exposure_ids from told
    union
    select told_ids, list_sort(list_distinct(list_transform(exposure_ids, lambda id: coalesce(broader[id], id))))
    from exposures_widened, nutrient_tree
),
outcomes_widened as (
    select distinct outcome_id as told_id, outcome_id from told
    union
    select told_id, coalesce(broader[outcome_id], outcome_id) from outcomes_widened, outcome_tree
),
counted_in as (
    select t.* replace (e.exposure_ids as exposure_ids, o.outcome_id as outcome_id),
        case when (t.exposure_ids, t.outcome_id) <> (e.exposure_ids, o.outcome_id)
            then array_to_string(t.exposure_ids, ' + ') || ' / ' || t.outcome_id end as narrower
    from told t join exposures_widened e on e.told_ids = t.exposure_ids join outcomes_widened o on o.told_id = t.outcome_id
),
counted as (
    select
        exposure_ids, outcome_id,
        count(distinct article_id) as n_articles,
        count(distinct origin) as n_independent,
        count(distinct origin) filter (narrower is null) as n_own,
        count(distinct origin) filter (direction = 'increases') as n_increases,
        count(distinct origin) filter (direction = 'decreases') as n_decreases,
        count(distinct origin) filter (direction = 'no_effect') as n_no_effect,
        count(distinct origin) filter (direction = 'affects') as n_affects,
        count(distinct origin) filter (direction <> 'affects') as n_telling,
        count(distinct origin) - count(distinct origin) filter (certainty <> 'hedged') as n_hedged,
        list_sort(coalesce(list(distinct narrower) filter (narrower is not null), [])) as counted_from,
        arg_min(evidence_level, evidence_rank(evidence_level)) filter (evidence_level is not null) as best_evidence_level
    from counted_in group by all
),
cited as (
    select exposure_ids, outcome_id, count(distinct coalesce(k.source_key, id)) as n_cited_studies
    from (select exposure_ids, outcome_id, unnest(list_concat(study_ids, reference_ids)) as id from counted_in)
    left join source_keys k using (id)
    group by all
),
sized as (
    select t.exposure_ids, t.outcome_id, min(e.ratio) as ratio_min, max(e.ratio) as ratio_max
    from (select exposure_ids, outcome_id, unnest(effect_ids) as effect_id from counted_in where direction <> 'affects') t
    join effects e using (effect_id)
    left join outcomes_widened o on o.told_id = e.outcome_id and o.outcome_id = t.outcome_id
    where e.ratio is not null and (e.outcome_id is null or o.outcome_id is not null)
    group by all
),
dosed as (
    select
        t.exposure_ids, t.outcome_id,
        min(coalesce(d.ug_per_day_low, d.ug_per_day_high)) as dose_ug_per_day_min,
        max(coalesce(d.ug_per_day_high, d.ug_per_day_low)) as dose_ug_per_day_max
    from (select exposure_ids, outcome_id, unnest(dose_ids) as dose_id from counted_in) t
    join doses d using (dose_id)
    join exposures_widened e on e.told_ids = [d.nutrient_id] and e.exposure_ids = t.exposure_ids
    -- A mass a day only compares where the set is one nutrient.
    where d.role in ('studied', 'recommended') and len(t.exposure_ids) = 1
    group by all
),
judged as (
    select *,
        greatest(n_increases, n_decreases, n_no_effect) / nullif(n_increases + n_decreases + n_no_effect, 0)::double as agreement
    from counted
)
select
    exposure_ids, outcome_id, n_articles, n_independent, n_own, n_increases, n_decreases, n_no_effect, n_affects, n_hedged, agreement,
    case
        when n_telling < 2 then 'single_source'
        when agreement < $agreed then 'contested'
        when n_no_effect > greatest(n_increases, n_decreases) then 'null_finding'
        else 'consensus'
    end as verdict,
    counted_from, best_evidence_level,
    coalesce(n_cited_studies, 0) as n_cited_studies,
    ratio_min, ratio_max, dose_ug_per_day_min, dose_ug_per_day_max
from judged
left join cited using (exposure_ids, outcome_id)
left join sized using (exposure_ids, outcome_id)
left join dosed using (exposure_ids, outcome_id)
order by n_independent desc, exposure_ids, outcome_id
