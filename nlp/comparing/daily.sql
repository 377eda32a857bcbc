-- Doses as mass a day, in a plausible range: from a tenth of the least recommended intake to five times the highest upper limit.
create table daily as
with limits as (
    select nutrient_id, min(ug_per_day) filter (kind <> 'ul') / 10 as least, max(ug_per_day) filter (kind = 'ul') * 5 as most
    from reference_intakes group by all
)
select
    d.dose_id, d.article_id, d.nutrient_id, d.form, d.role, d.quote, d.duration_days_high, s.text as sentence,
    concat_ws(': ', s.section, s.text) as under, o.origin,  -- with the heading it stands under
    coalesce(d.population, '') as whom,
    exists (
        from reference_intakes i
        where i.nutrient_id = coalesce(widest[d.nutrient_id], d.nutrient_id)
            and (i.kind = 'ul') = (d.role = 'limit') and i.ug_per_day between 0.95 * coalesce(d.ug_per_day_high, d.ug_per_day_low)
                and 1.05 * coalesce(d.ug_per_day_high, d.ug_per_day_low)
    ) as official,  -- an authority tells the same amount
    coalesce(d.ug_per_day_low, d.ug_per_day_high) as low, coalesce(d.ug_per_day_high, d.ug_per_day_low) as high
from nutrient_tree, doses d join sentences s using (sentence_id) join origins o on o.article_id = d.article_id
left join limits l on l.nutrient_id = coalesce(widest[d.nutrient_id], d.nutrient_id)
where coalesce(d.ug_per_day_low, d.ug_per_day_high) between coalesce(l.least, 0) and coalesce(l.most, 'infinity')
    and s.kind in ('body', 'heading', 'list_item');
