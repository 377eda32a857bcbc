-- Pairs of rows of different, independent articles that cannot both hold, each with both quotes: the plain conflicts first, then those
-- that a difference of scope explains; of each the surest pair of every topic first, then the second of every topic.
with all_kinds as (
    from conflict_direction union all by name from conflict_effect_size union all by name from conflict_dose_recommendation
    union all by name from conflict_dose_limit union all by name from conflict_level_threshold
),
found as (
    select *, row_number() over (
        partition by kind, len(scope) > 0, exposure_ids, outcome_id order by score desc, row_id_a, row_id_b
    ) as nth
    from all_kinds
)
select
    'conflict_' || substr(md5(f.kind || f.row_id_a || f.row_id_b), 1, 16) as conflict_id,
    f.kind, f.claim_id_a, f.claim_id_b, f.row_id_a, f.row_id_b,
    a.article_id as article_id_a, b.article_id as article_id_b, a.quote as quote_a, b.quote as quote_b,
    a.sentence as sentence_a, b.sentence as sentence_b,
    f.explanation, f.scope, f.exposure_ids, f.outcome_id, f.score
from found f join quoted a on a.row_id = f.row_id_a join quoted b on b.row_id = f.row_id_b
order by len(f.scope) > 0, f.nth, f.score desc, f.kind, f.row_id_a, f.row_id_b
