-- What is said of one nutrient, alone and together with others.
select exposure_ids, outcome_id, n_articles, n_independent, n_own, n_increases, n_decreases, n_no_effect, n_affects, n_hedged,
    agreement, verdict, best_evidence_level, n_cited_studies, ratio_min, ratio_max, counted_from
from comparisons
where list_contains(exposure_ids, $nutrient)
order by len(exposure_ids), n_independent desc, outcome_id, exposure_ids
