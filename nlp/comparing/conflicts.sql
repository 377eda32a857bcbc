-- Pairs of rows of different, independent articles that cannot both hold, each with both quotes.
--
-- Few and sure rather than many: only asserted claims, only like with like (the same exposure set, outcome and population), and for
-- every row that stands against others only the likeliest opponent.
with side as (  -- asserted claims that tell a direction, of the exposure itself
    select
        c.claim_id, c.exposure_ids, c.outcome_id, c.population, c.article_id, c.quote, c.score,
        coalesce(a.duplicate_group, a.article_id) as origin,
        case when c.lack and c.direction = 'increases' then 'decreases'
             when c.lack and c.direction = 'decreases' then 'increases' else c.direction end as direction
    from claims c join articles a using (article_id)
    where c.outcome_id is not null and c.direction <> 'affects' and c.certainty <> 'hedged' and c.score >= $sure
),
direction as (
    select 'direction' as kind, x.claim_id as claim_id_a, y.claim_id as claim_id_b, x.claim_id as row_id_a, y.claim_id as row_id_b,
        x.article_id as article_id_a, y.article_id as article_id_b, x.quote as quote_a, y.quote as quote_b,
        format('The first says that {} {} {}, the second that it {} it.',
            array_to_string(x.exposure_ids, ' + '), verb(x.direction), x.outcome_id, verb(y.direction)) as explanation,
        row_number() over (partition by x.article_id, x.exposure_ids, x.outcome_id order by y.score desc, y.claim_id, x.score desc, x.claim_id) as nth
    from side x join side y on x.exposure_ids = y.exposure_ids and x.outcome_id = y.outcome_id
        and x.origin <> y.origin and x.direction < y.direction
        and (x.population is null or y.population is null or x.population = y.population)
),
interval as (
    select e.effect_id, e.nutrient_ids, e.outcome_id, e.ratio, e.ratio_low, e.ratio_high, e.article_id, e.quote,
        coalesce(a.duplicate_group, a.article_id) as origin
    from effects e join articles a using (article_id)
    where e.ratio_low is not null and e.ratio_high is not null and e.outcome_id is not null and len(e.nutrient_ids) > 0
),
effect_size as (
    select 'effect_size', null, null, x.effect_id, y.effect_id, x.article_id, y.article_id, x.quote, y.quote,
        format('For {} and {}, the intervals {:.2f} to {:.2f} and {:.2f} to {:.2f} exclude each other.',
            array_to_string(x.nutrient_ids, ' + '), x.outcome_id, x.ratio_low, x.ratio_high, y.ratio_low, y.ratio_high),
        row_number() over (partition by x.article_id, x.nutrient_ids, x.outcome_id order by y.ratio_low - x.ratio_high desc, x.effect_id, y.effect_id)
    from interval x join interval y on x.nutrient_ids = y.nutrient_ids and x.outcome_id = y.outcome_id
        and x.origin <> y.origin and x.ratio_high < y.ratio_low
),
daily as (
    select d.dose_id, d.nutrient_id, d.role, d.population, d.article_id, d.quote,
        coalesce(d.ug_per_day_low, d.ug_per_day_high) as low, coalesce(d.ug_per_day_high, d.ug_per_day_low) as high,
        coalesce(a.duplicate_group, a.article_id) as origin
    from doses d join articles a using (article_id)
    where d.nutrient_id is not null and coalesce(d.ug_per_day_low, d.ug_per_day_high) is not null
),
dose_recommendation as (
    select 'dose_recommendation', null, null, x.dose_id, y.dose_id, x.article_id, y.article_id, x.quote, y.quote,
        format('The first recommends {} ug of {} a day at most, the second {} ug at least: more than {:.0f} times as much.',
            x.high::decimal(18, 1), x.nutrient_id, y.low::decimal(18, 1), $apart),
        row_number() over (partition by x.article_id, x.nutrient_id order by y.low / x.high desc, x.dose_id, y.dose_id)
    from daily x join daily y on x.nutrient_id = y.nutrient_id and x.role = 'recommended' and y.role = 'recommended'
        and x.origin <> y.origin and x.population is null and y.population is null and y.low > x.high * $apart
),
dose_limit as (
    select 'dose_limit', null, null, x.dose_id, y.dose_id, x.article_id, y.article_id, x.quote, y.quote,
        format('The first recommends {} ug of {} a day, the second says not to take more than {} ug.',
            x.low::decimal(18, 1), x.nutrient_id, y.high::decimal(18, 1)),
        row_number() over (partition by x.article_id, x.nutrient_id order by x.low / y.high desc, x.dose_id, y.dose_id)
    from daily x join daily y on x.nutrient_id = y.nutrient_id and x.role = 'recommended' and y.role = 'limit'
        and x.origin <> y.origin and x.population is null and y.population is null and x.low > y.high
),
threshold as (
    select l.level_id, l.analyte, l.role, l.article_id, l.quote, l.si_low, l.si_high, l.si_unit,
        coalesce(a.duplicate_group, a.article_id) as origin
    from levels l join articles a using (article_id)
    where l.analyte is not null and coalesce(l.si_low, l.si_high) is not null
),
level_threshold as (
    select 'level_threshold', null, null, x.level_id, y.level_id, x.article_id, y.article_id, x.quote, y.quote,
        case x.role when 'target' then format('For {}, the first aims for at most {} {}, the second for at least {}.',
                x.analyte, x.si_high::decimal(18, 1), x.si_unit, y.si_low::decimal(18, 1))
            else format('The first calls {} below {} {} deficient, the second already below {}.',
                x.analyte, x.si_high::decimal(18, 1), x.si_unit, y.si_high::decimal(18, 1)) end,
        row_number() over (partition by x.article_id, x.analyte, x.role order by y.si_high desc nulls last, x.level_id, y.level_id)
    from threshold x join threshold y on x.analyte = y.analyte and x.si_unit = y.si_unit and x.role = y.role and x.origin <> y.origin
        and ((x.role = 'target' and x.si_low is not null and x.si_high <= y.si_low)
          or (x.role = 'deficiency' and x.si_low is null and y.si_low is null and y.si_high >= x.si_high * $deficient_apart))
)
select
    'conflict_' || substr(md5(kind || row_id_a || row_id_b), 1, 16) as conflict_id,
    kind, claim_id_a, claim_id_b, row_id_a, row_id_b, article_id_a, article_id_b, quote_a, quote_b, explanation
from (
    from direction union all from effect_size union all from dose_recommendation union all from dose_limit union all from level_threshold
)
where nth = 1
order by kind, row_id_a, row_id_b
