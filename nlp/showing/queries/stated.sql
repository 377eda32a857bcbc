-- Claims with the titles of their articles, for the difference of two snapshots.
select c.*, coalesce(a.title, a.source_uri) as title
from claims c join articles a using (article_id)
order by article_id, char_start, claim_id
