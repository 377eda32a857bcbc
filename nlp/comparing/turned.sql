-- A claim about the lack of an exposure is turned round: a deficiency that increases falls counts as "decreases falls".
create macro turned(direction, lack) as
    case when lack and direction = 'increases' then 'decreases' when lack and direction = 'decreases' then 'increases' else direction end;
