-- Where one article draws the line of deficiency, or of enough, far from where another draws it.
with lines as (
    select l.*, s.text as sentence, o.origin, l.role = 'deficiency' as deficient,
        case l.role when 'deficiency' then l.si_high else l.si_low end as line
    from levels l join sentences s using (sentence_id) join origins o on o.article_id = l.article_id join biomarkers b on b.name = l.analyte
    where case l.role when 'deficiency' then l.si_low is null and says_defining(s.text) and not says_severe(s.text)
                      when 'target' then says_enough(s.text) and not says_severe(s.text) end
        and s.kind in ('body', 'heading', 'list_item') and length(s.text) <= 2 * $readable
        and line between b.usual_low and b.usual_high
),
sides as (
    select *, count(distinct origin) over (partition by analyte, role, round(line)) as n from lines
    qualify row_number() over (partition by origin, analyte, role order by length(sentence), level_id) = 1
        and row_number() over (partition by analyte, role, sentence order by level_id) = 1
)
select
    'level_threshold' as kind, null as claim_id_a, null as claim_id_b, x.level_id as row_id_a, y.level_id as row_id_b,
    [] as exposure_ids, x.outcome_id,
    case when x.deficient
        then format('The first calls {} deficient below {} {}, the second already below {} {}.',
            x.analyte, rounded(x.line), x.si_unit, rounded(y.line), x.si_unit)
        else format('For {}, {} {} are enough by the first, and no less than {} {} by the second.',
            x.analyte, rounded(x.line), x.si_unit, rounded(y.line), x.si_unit) end as explanation,
    [] as scope,
    case when least(x.n, y.n) >= $told_by then 0.5 else 0.3 end as score
from sides x join sides y on x.analyte = y.analyte and x.si_unit = y.si_unit and x.role = y.role and x.origin <> y.origin
    and y.line >= x.line * $lines_apart and (x.deficient or x.si_high is null or x.si_high <= y.line)
qualify row_number() over (partition by x.level_id order by y.n desc, length(y.sentence), y.level_id) = 1
