-- One article says that it helps, another that it does nothing or harms: asserted claims that say so in plain words.
--
-- The claims of the two sides of a topic are dealt out to each other, the surest first, so that every article has an opponent and no
-- pair comes twice. Nutrients taken together stand against one of them as a kind of its own; a form against the nutrient, an outcome
-- against a broader one, as a difference of scope.
with sides as (
    select
        t.*, broadened(t.exposure_ids) as broader_ids, o.outcome_ids, o.name as outcome_name, o.better_when, o.category,
        case when t.direction = 'no_effect' then 'none'
             when (t.direction = 'increases') = (o.better_when = 'higher') then 'benefit' else 'harm' end as stance,
        says_status(t.quote) as of_status,
        coalesce(t.population, '') as whom
    from told t join outcomes o using (outcome_id), nutrient_tree
    where t.certainty <> 'hedged' and t.direction <> 'affects' and t.score >= $sure and t.kind in ('body', 'heading', 'list_item')
        and t.claim_type <> 'mechanism' and o.better_when <> 'neither' and o.category not in ('process', 'adverse_effect')
        and length(t.quote) <= $readable
        -- Both ends stand in the quote, and the outcome is not the nutrient itself measured in the body.
        and contains(lower(t.quote), lower(t.exposure_text)) and contains(lower(t.quote), lower(t.outcome_text))
        and not list_bool_or(list_transform(t.exposure_ids, lambda id: contains(t.outcome_id, coalesce(broader[id], id))))
        and not says_unnamed(t.exposure_text) and not says_unsure(t.sentence)
),
plain as (
    select * from sides
    where not says_purpose(cue) and case stance
        when 'benefit' then not says_negation(sentence) and case direction when 'increases' then says_increase(cue) else says_decrease(cue) end
        -- What is denied must be the good that it does, not a harm.
        when 'none' then says_negation(quote) and says_effect(cue) and not says_harm(quote)
            and case better_when when 'higher' then not says_fall(quote) else not says_raise(quote) end
        -- A harm is told seldom and misread often: only "X raises Y", the words in this order.
        else not says_negation(sentence) and not says_status(sentence) and category <> 'biomarker' and better_when = 'lower'
            and says_raise(cue) and not says_fall(quote)
            and strpos(quote, exposure_text) < strpos(quote, cue) and strpos(quote, cue) < strpos(quote, outcome_text)
    end
),
voices as (  -- one claim per article, and per wording, for each side of a topic
    select *,
        row_number() over (partition by exposure_ids, outcome_id, stance = 'benefit' order by score desc, length(quote), claim_id) as nth,
        count(*) over (partition by exposure_ids, outcome_id, stance = 'benefit') as n
    from (
        select * from plain
        qualify row_number() over (partition by origin, exposure_ids, outcome_id, stance = 'benefit' order by score desc, length(quote), claim_id) = 1
            and row_number() over (partition by lower(quote), exposure_ids, outcome_id order by claim_id) = 1
    )
),
pairs as (
    select x as x, y as y,
        x.exposure_ids <> y.exposure_ids and (list_has_all(x.exposure_ids, y.exposure_ids) or list_has_all(y.exposure_ids, x.exposure_ids))
        as joined
    from voices x join voices y on (list_contains(x.outcome_ids, y.outcome_id) or list_contains(y.outcome_ids, x.outcome_id))
        and x.origin <> y.origin and x.stance = 'benefit' and y.stance <> 'benefit'
        and (list_has_all(x.exposure_ids, y.exposure_ids) or list_has_all(y.exposure_ids, x.exposure_ids)
            or x.broader_ids = y.exposure_ids or y.broader_ids = x.exposure_ids)
        and case when x.n >= y.n then (x.nth - 1) % y.n + 1 = y.nth else (y.nth - 1) % x.n + 1 = x.nth end
),
tied as (  -- the range of doses a day and of durations that a claim tells
    select claim_id, min(low) as low, max(high) as high, min(days) as days_low, max(days) as days_high
    from (
        select c.claim_id, coalesce(d.ug_per_day_low, d.ug_per_day_high) as low, coalesce(d.ug_per_day_high, d.ug_per_day_low) as high,
            coalesce(d.duration_days_high, d.duration_days_low) as days
        from (select claim_id, unnest(dose_ids) as dose_id from told) c join doses d using (dose_id)
    )
    group by all
)
select
    case when joined then 'combination' else 'direction' end as kind, x.claim_id as claim_id_a, y.claim_id as claim_id_b, x.claim_id as row_id_a, y.claim_id as row_id_b,
    x.exposure_ids, x.outcome_id,
    case when x.exposure_ids = y.exposure_ids and x.outcome_id = y.outcome_id
        then format('The first says that {} {} {}, the second that it {} it.',
            names(x.exposure_ids), verb(x.direction), x.outcome_name, verb(y.direction))
        else format('The first says that {} {} {}, the second that {} {} {}.', names(x.exposure_ids), verb(x.direction), x.outcome_name,
            names(y.exposure_ids), verb(y.direction), case when x.outcome_id = y.outcome_id then 'it' else y.outcome_name end) end as explanation,
    list_filter([
        case when usual(x.whom) <> usual(y.whom) or says_severity(x.sentence) <> says_severity(y.sentence) then 'population' end,
        case when x.exposure_ids <> y.exposure_ids and not joined then 'form' end,
        case when not joined and says_joint(x.sentence) <> says_joint(y.sentence) then 'combination' end,
        case when x.outcome_id <> y.outcome_id or says_site(x.quote) <> says_site(y.quote) then 'outcome' end,
        case when p.low > q.high * $dose_apart or q.low > p.high * $dose_apart or says_schedule(x.sentence) <> says_schedule(y.sentence)
            then 'dose' end,
        case when p.days_low > q.days_high * $dose_apart or q.days_low > p.days_high * $dose_apart
            or says_length(x.sentence) <> says_length(y.sentence) then 'duration' end,
        case when x.lack <> y.lack then 'lack' end,
        case when x.of_status <> y.of_status or says_status(x.sentence) <> says_status(y.sentence) then 'status' end
    ], lambda s: s is not null) as scope,
    x.score * y.score * case y.stance when 'none' then 1 else 0.5 end as score
from pairs left join tied p on p.claim_id = x.claim_id left join tied q on q.claim_id = y.claim_id
