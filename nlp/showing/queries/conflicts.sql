-- All conflicts in their order, with where both quotes stand.
with places as (
    select claim_id as row_id, char_start from claims union all select effect_id, char_start from effects
    union all select dose_id, char_start from doses union all select level_id, char_start from levels
)
select kind, scope, explanation, exposure_ids, outcome_id, article_id_a, article_id_b, quote_a, quote_b, sentence_a, sentence_b,
    a.char_start as char_start_a, b.char_start as char_start_b
from (select *, row_number() over () as position from conflicts)
join places a on a.row_id = row_id_a
join places b on b.row_id = row_id_b
order by position
