-- The run that made the tables.
select run_id, strftime(finished_at at time zone 'UTC', '%Y-%m-%d %H:%M') as finished, pipeline_version, lexicon_version
from runs
order by finished_at desc
limit 1
