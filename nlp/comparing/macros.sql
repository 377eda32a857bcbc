-- Small words of the queries. nutrient_tree is one row of maps: `broader` to the next broader nutrient, `named` to its name.
create macro verb(direction) as case direction when 'no_effect' then 'does not change' else direction end;
create macro rounded(number) as rtrim(rtrim(number::decimal(18, 1)::varchar, '0'), '.');
create macro mass(ug) as
    case when ug >= 1e6 then format('{:.4g} g', ug / 1e6) when ug >= 1e3 then format('{:.4g} mg', ug / 1e3) else format('{:.4g} ug', ug) end;
create macro usual(whom) as case when whom in ('general population', 'adults', 'people', 'healthy people') then '' else whom end;
create macro broadened(ids) as (
    select list_sort(list_distinct(list_transform(ids, lambda id: coalesce(broader[id], id)))) from nutrient_tree
);
create macro akin(xs, ys) as xs = ys or broadened(xs) = ys or xs = broadened(ys);
create macro names(ids) as (select array_to_string(list_transform(ids, lambda id: coalesce(named[id], id)), ' + ') from nutrient_tree);
