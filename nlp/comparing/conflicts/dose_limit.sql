-- One article advises a daily amount above what another says not to exceed; surer where the limit is told by more than one
-- article or by an authority.
with advised as (
    select * from daily
    where role = 'recommended' and says_advised(under) and not says_unadvised(sentence)
    qualify row_number() over (partition by origin, nutrient_id order by low desc, length(sentence), dose_id) = 1
        and row_number() over (partition by nutrient_id, sentence order by dose_id) = 1
),
limits as (
    select *, count(distinct origin) over (partition by nutrient_id, high) as n from daily
    where role = 'limit' and says_limiting(sentence) and not says_unlimiting(sentence)
    qualify row_number() over (partition by origin, nutrient_id order by length(sentence), dose_id) = 1
)
select
    'dose_limit' as kind, null as claim_id_a, null as claim_id_b, x.dose_id as row_id_a, y.dose_id as row_id_b,
    [x.nutrient_id] as exposure_ids, null as outcome_id,
    format('The first recommends {} of {} a day, the second says not to take more than {}.',
        mass(x.low), names([x.nutrient_id]), mass(y.high)) as explanation,
    list_filter([
        case when usual(x.whom) <> usual(y.whom) then 'population' end,
        case when x.form <> y.form then 'form' end,
        case when x.duration_days_high is distinct from y.duration_days_high then 'duration' end
    ], lambda s: s is not null) as scope,
    case when y.n >= $told_by or y.official then 0.5 else 0.3 end as score
from advised x join limits y on akin([x.nutrient_id], [y.nutrient_id]) and x.origin <> y.origin and x.low > y.high
qualify row_number() over (partition by x.dose_id order by y.n desc, length(y.sentence), y.dose_id) = 1
