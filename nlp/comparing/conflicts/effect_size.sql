-- Two intervals for the same exposure and outcome that exclude each other, and tell of different directions or sizes.
with intervals as (
    select e.*, s.text as sentence, o.origin, says_status(s.text) as of_status, coalesce(st.population, '') as whom, st.design, n.name as outcome_name
    from effects e join sentences s using (sentence_id) join origins o on o.article_id = e.article_id
    join outcomes n using (outcome_id) left join studies st using (study_id)
    where e.ratio between e.ratio_low and e.ratio_high and e.ratio_low > 0 and e.ratio_high <= $largest_ratio
        and len(e.nutrient_ids) > 0 and contains(lower(s.text), names(e.nutrient_ids)) and s.kind in ('body', 'heading', 'list_item')
        and e.measure in ('relative_risk', 'odds_ratio', 'hazard_ratio', 'rate_ratio', 'relative_risk_change')
        and not list_bool_or(list_transform(e.nutrient_ids, lambda id: contains(e.outcome_id, id)))
),
sides as (  -- an article's most telling interval of a topic, once per wording
    select * from intervals
    qualify row_number() over (partition by origin, nutrient_ids, outcome_id order by ratio_high / ratio_low, effect_id) = 1
        and row_number() over (partition by nutrient_ids, outcome_id, ratio_low, ratio_high order by effect_id) = 1
)
select
    'effect_size' as kind, null as claim_id_a, null as claim_id_b, x.effect_id as row_id_a, y.effect_id as row_id_b,
    x.nutrient_ids as exposure_ids, x.outcome_id,
    format('For {} and {}, the intervals {:.2f} to {:.2f} and {:.2f} to {:.2f} exclude each other.',
        names(x.nutrient_ids), x.outcome_name, x.ratio_low, x.ratio_high, y.ratio_low, y.ratio_high) as explanation,
    list_filter([
        case when usual(x.whom) <> usual(y.whom) then 'population' end,
        -- A risk of those who lack it lies on the other side of 1 than that of those who take it.
        case when x.of_status or y.of_status then 'status' end
    ], lambda s: s is not null) as scope,
    least(1, (y.ratio_low - x.ratio_high) * 2) as score
from sides x join sides y on x.nutrient_ids = y.nutrient_ids and x.outcome_id = y.outcome_id
    and x.origin <> y.origin and x.ratio_high < y.ratio_low
qualify row_number() over (partition by x.effect_id order by y.ratio_high / y.ratio_low, y.effect_id) = 1
