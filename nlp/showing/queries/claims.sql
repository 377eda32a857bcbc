-- All claims, for the search; `does` is what the exposure itself does, of whose lack the claim may speak, as the comparisons count it.
select article_id, char_start, exposure_ids, lack, outcome_id, outcome_text, direction, turned(direction, lack) as does, polarity, certainty,
    attribution, evidence_level, overclaim, overclaim_reason, population, score, quote
from claims
order by article_id, char_start, claim_id
