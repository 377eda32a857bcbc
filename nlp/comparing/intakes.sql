-- Doses that articles tell, against what authorities recommend and allow: those above the limit first.
--
-- Held against the intakes of adults: the least and the highest recommended one (RDA or AI), and the highest upper limit of any
-- authority. An intake for one form of a nutrient (nicotinamide) counts for doses of that form alone. A limit on supplements alone
-- (magnesium's lies below what is recommended of all food) allows what is recommended, unless the dose is told as a supplement. A dose
-- for others than adults in general is of an unknown population; one far above every limit, of whatever form, is likelier a wrong unit,
-- in the article or in our reading. Copies of an article are left out: advice counts once.
with held_against as (
    select
        d.dose_id, i.kind, i.ug_per_day, i.authority, i.supplements_only, i.form is null or i.form is not distinct from d.form as is_own
    from doses d join adult_intakes i using (nutrient_id)
),
told as (
    select
        dose_id,
        min(ug_per_day) filter (is_own and kind in ('rda', 'ai')) as recommended_low,
        max(ug_per_day) filter (is_own and kind in ('rda', 'ai')) as recommended_high,
        max(ug_per_day) filter (is_own and kind = 'ul') as upper_limit,
        bool_and(supplements_only) filter (is_own and kind = 'ul') as supplements_only,
        string_agg(distinct authority, ', ' order by authority) filter (is_own and kind = 'ul') as limits_of,
        max(ug_per_day) filter (kind = 'ul') * $implausible as implausible
    from held_against group by all
),
dosed as (
    select
        d.*, t.* exclude (dose_id), s.text as sentence,
        coalesce(d.ug_per_day_low, d.ug_per_day_high) as low, coalesce(d.ug_per_day_high, d.ug_per_day_low) as high,
        case when t.supplements_only and d.form is null and not says_supplement(s.text)
            then greatest(t.upper_limit, t.recommended_high) else t.upper_limit end as allowed
    from doses d join told t using (dose_id) join sentences s using (sentence_id) join articles a on a.article_id = d.article_id
    where a.is_primary and list_contains($roles, d.role::varchar) and low is not null
)
select
    case
        when usual(coalesce(population, '')) <> '' then 'unknown_population'
        when low > implausible then 'check_unit'
        when low > allowed then 'above_limit'
        when ug_per_day_high > allowed then 'reaches_above_limit'
        when high < recommended_low then 'below'
        else 'within'
    end as standing,
    nutrient_id, ug_per_day_low, ug_per_day_high, recommended_low, recommended_high, upper_limit, supplements_only, limits_of,
    population, duration_days_high, quote, sentence, dose_id, article_id
from dosed
order by
    list_position(['above_limit', 'reaches_above_limit', 'check_unit', 'below', 'within', 'unknown_population'], standing),
    high / coalesce(upper_limit, recommended_high) desc, dose_id
