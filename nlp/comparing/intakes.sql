-- Doses that articles recommend, against what authorities recommend and allow: those above the limit first.
--
-- Held against the intakes of adults who are neither pregnant nor nursing: the least and the highest recommended one (RDA or AI), and
-- the highest upper limit of any authority. A dose for others than adults in general is of an unknown population; one far above the
-- limit is likelier a wrong unit, in the article or in our reading.
with recursive held_against as (
    select id as nutrient_id, id as reference_id from (select unnest(map_keys(named)) as id from nutrient_tree)
    union
    select nutrient_id, broader[reference_id] from held_against, nutrient_tree where broader[reference_id] is not null
),
adult as (
    select h.nutrient_id, i.kind, i.ug_per_day, i.authority
    from held_against h join reference_intakes i on i.nutrient_id = h.reference_id
    where i.age_low >= 18 and i.state is null and i.ug_per_day is not null
),
told as (
    select
        nutrient_id,
        min(ug_per_day) filter (kind in ('rda', 'ai')) as recommended_low, max(ug_per_day) filter (kind in ('rda', 'ai')) as recommended_high,
        max(ug_per_day) filter (kind = 'ul') as upper_limit,
        string_agg(distinct authority, ', ' order by authority) filter (kind = 'ul') as limits_of
    from adult group by all
)
select
    case
        when usual(coalesce(d.population, '')) <> '' then 'unknown_population'
        when coalesce(d.ug_per_day_low, d.ug_per_day_high) > t.upper_limit * $implausible then 'check_unit'
        when coalesce(d.ug_per_day_low, d.ug_per_day_high) > t.upper_limit then 'above_limit'
        when d.ug_per_day_high > t.upper_limit then 'reaches_above_limit'
        when coalesce(d.ug_per_day_high, d.ug_per_day_low) < t.recommended_low then 'below'
        else 'within'
    end as standing,
    d.nutrient_id, d.ug_per_day_low, d.ug_per_day_high, t.recommended_low, t.recommended_high, t.upper_limit, t.limits_of,
    d.population, d.duration_days_high, d.quote, s.text as sentence, d.dose_id, d.article_id
from doses d join told t using (nutrient_id) join sentences s using (sentence_id)
where d.role = 'recommended' and coalesce(d.ug_per_day_low, d.ug_per_day_high) is not null
order by
    list_position(['above_limit', 'reaches_above_limit', 'check_unit', 'below', 'within', 'unknown_population'], standing),
    coalesce(d.ug_per_day_high, d.ug_per_day_low) / coalesce(t.upper_limit, t.recommended_high) desc, d.dose_id
