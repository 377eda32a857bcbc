-- Two daily amounts advised of the same nutrient, apart by the stated factor; surer where each is told by more than one article or by an
-- authority.
with sides as (
    select *, count(distinct origin) over (partition by nutrient_id, low) as n from daily
    where role = 'recommended' and says_advised(under) and not says_unadvised(sentence) and high <= low * $dose_apart
    qualify row_number() over (partition by origin, nutrient_id, usual(whom) order by length(sentence), dose_id) = 1
        and row_number() over (partition by nutrient_id, sentence order by dose_id) = 1
)
select
    'dose_recommendation' as kind, null as claim_id_a, null as claim_id_b, x.dose_id as row_id_a, y.dose_id as row_id_b,
    [x.nutrient_id] as exposure_ids, null as outcome_id,
    format('The first recommends {} of {} a day at most, the second {} at least: {} times as much.',
        mass(x.high), names([x.nutrient_id]), mass(y.low), (y.low / x.high)::decimal(9, 1)) as explanation,
    list_filter([
        case when usual(x.whom) <> usual(y.whom) then 'population' end,
        case when x.form <> y.form then 'form' end,
        case when x.duration_days_high is distinct from y.duration_days_high then 'duration' end
    ], lambda s: s is not null) as scope,
    case when (x.n >= $told_by or x.official) and (y.n >= $told_by or y.official) then 0.5 else 0.3 end as score
from sides x join sides y on x.nutrient_id = y.nutrient_id and x.origin <> y.origin and y.low >= x.high * $apart
qualify row_number() over (partition by x.dose_id order by y.n desc, length(y.sentence), y.dose_id) = 1
