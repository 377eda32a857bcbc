-- Doses that articles recommend, against what authorities recommend and allow: those above the limit first.
--
-- Held against the intakes of adults: the least and the highest recommended one (RDA or AI), and the highest upper limit of any
-- authority. An intake for one form of a nutrient (nicotinamide) counts for doses of that form alone. A dose for others than adults in
-- general is of an unknown population; one far above every limit, of whatever form, is likelier a wrong unit, in the article or in our
-- reading.
with held_against as (
    select d.dose_id, i.kind, i.ug_per_day, i.authority, i.form is null or i.form is not distinct from d.form as is_own
    from doses d join adult_intakes i using (nutrient_id)
),
told as (
    select
        dose_id,
        min(ug_per_day) filter (is_own and kind in ('rda', 'ai')) as recommended_low,
        max(ug_per_day) filter (is_own and kind in ('rda', 'ai')) as recommended_high,
        max(ug_per_day) filter (is_own and kind = 'ul') as upper_limit,
        string_agg(distinct authority, ', ' order by authority) filter (is_own and kind = 'ul') as limits_of,
        max(ug_per_day) filter (kind = 'ul') * $implausible as implausible
    from held_against group by all
)
select
    case
        when usual(coalesce(d.population, '')) <> '' then 'unknown_population'
        when coalesce(d.ug_per_day_low, d.ug_per_day_high) > t.implausible then 'check_unit'
        when coalesce(d.ug_per_day_low, d.ug_per_day_high) > t.upper_limit then 'above_limit'
        when d.ug_per_day_high > t.upper_limit then 'reaches_above_limit'
        when coalesce(d.ug_per_day_high, d.ug_per_day_low) < t.recommended_low then 'below'
        else 'within'
    end as standing,
    d.nutrient_id, d.ug_per_day_low, d.ug_per_day_high, t.recommended_low, t.recommended_high, t.upper_limit, t.limits_of,
    d.population, d.duration_days_high, d.quote, s.text as sentence, d.dose_id, d.article_id
from doses d join told t using (dose_id) join sentences s using (sentence_id)
where d.role = 'recommended' and coalesce(d.ug_per_day_low, d.ug_per_day_high) is not null
order by
    list_position(['above_limit', 'reaches_above_limit', 'check_unit', 'below', 'within', 'unknown_population'], standing),
    coalesce(d.ug_per_day_high, d.ug_per_day_low) / coalesce(t.upper_limit, t.recommended_high) desc, d.dose_id
