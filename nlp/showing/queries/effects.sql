-- Effects of a nutrient and its forms on the ratio scale, with the study that found them.
select e.article_id, measure, ratio, ratio_low, ratio_high, e.outcome_id, e.quote, e.char_start, e.nutrient_ids,
    s.design, s.n_participants, s.year
from effects e left join studies s using (study_id)
where list_has_any(e.nutrient_ids, $nutrients) and ratio > 0 and e.outcome_id is not null
order by e.outcome_id, ratio, effect_id
