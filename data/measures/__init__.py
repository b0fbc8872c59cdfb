"""The formulas: every figure has one definition here, and no other place computes.

Pure functions over the tables of a Situation: no file, no database, no clock, no screen. An absent value is
never 0. `docs/calculs.md` says the same things to users, with cases worked by hand.

    status, carrying        what is known of each action as of a period, and of its parents
    tally, rates, progress  taux de réalisation, répartition, coverage; avancement moyen
    recurrence, objectives  recurrent actions held or not; yearly ratings: both apart from the rates
    calendar                late, mid-period, expected progress, health
    indicators              rates; with aggregation (totals, gaps), follow_up (no rate), trajectory (charts)
    masking                 small counts
    territories, layers     what the map of territories draws; small_multiples: side by side
    silence, changes        missed periods; what moved and why
    rules, plan_rules       the rules and thresholds of the method, and as a plan applies them
    exceptions              what needs someone (exception_actions, exception_indicators)
    quality                 what is missing, contradictory, counted twice, impossible (quality_checks, quality_dates)
    sentences, wording      answer-first sentences
    thresholds              every threshold, in one table
    figure, explain         what every result carries, and the rows behind it
"""
