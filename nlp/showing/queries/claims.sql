-- All claims, for the search.
select article_id, char_start, exposure_ids, lack, outcome_id, outcome_text, direction, polarity, certainty, attribution,
    evidence_level, overclaim, overclaim_reason, population, quote
from claims
order by article_id, char_start, claim_id
