-- Every name by which a study or reference may be told to be one work with others: (row id, article_id, kind, name).
with named as (
    select study_id as id, article_id, lower(doi) as doi, pmid, pmcid, upper(registry_id) as registry_id,
        -- A study that its sentence ties to one entry of the reference list is that entry.
        case when len(reference_ids) = 1 then reference_ids[1] end as reference,
        case when journal is not null and year is not null and design <> 'unspecified' and n_participants is not null
            then concat_ws(' ', lower(journal), year, design, n_participants) end as bibliography,
        -- An uncommon number of people tells a study apart: 36,282 in a trial, but not 1,000.
        case when n_participants >= $telling and n_participants % 100 <> 0 and evidence_level <> 'unspecified'
            then concat_ws(' ', n_participants, 'in', evidence_level) end as size
    from studies
    union all
    select reference_id, article_id, lower(doi), pmid, null, null, reference_id,
        case when length(title) >= $title_length
            then trim(concat_ws(' ', regexp_replace(lower(title), '[^a-z0-9]+', ' ', 'g'), year)) end,
        null
    from "references"
)
unpivot named on doi, pmid, pmcid, registry_id, reference, bibliography, size into name kind value name
