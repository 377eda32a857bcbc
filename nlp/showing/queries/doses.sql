-- Daily doses of a nutrient and its forms, the largest of each role first; those far above the limit, likelier a wrong unit, last. Copies of
-- an article are left out.
select article_id, role, ug_per_day_low as low, ug_per_day_high as high, population, quote, char_start, dose_id
from doses join articles using (article_id)
where is_primary and list_contains($nutrients, nutrient_id) and coalesce(ug_per_day_low, ug_per_day_high) is not null
    and list_contains($roles, role::varchar)
order by list_position($roles, role::varchar),
    coalesce(ug_per_day_high, ug_per_day_low) > $most, coalesce(ug_per_day_high, ug_per_day_low) desc, dose_id
