-- Topics that most articles disagree on, at most four of one exposure; a nutrient's own level in the blood is none.
select exposure_ids, outcome_id, n_increases, n_decreases, n_no_effect
from comparisons
where verdict = 'contested' and len(exposure_ids) = 1 and n_own > 1 and not contains(outcome_id, exposure_ids[1])
qualify row_number() over (partition by exposure_ids order by n_own desc, outcome_id) <= 4
order by n_increases + n_decreases + n_no_effect desc, exposure_ids, outcome_id
limit 12
