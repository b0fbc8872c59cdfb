"""The formulas: every figure has one definition here, and no other place computes.

Pure functions over the tables of a Situation: no file, no database, no clock, no screen. An absent value is
never 0. `docs/calculs.md` says the same things to users, with ten cases worked by hand.

    carrying     what is known of each action as of a period      rates        taux, avancement, répartition
    calendar     late, mid-period, expected progress, health      indicators   rates and totals of indicators
    masking      small counts                                     objectives   yearly ratings
    silence      missed periods                                   changes      what moved and why
    exceptions   what needs someone                               sentences    answer-first sentences
    thresholds   every threshold, in one table                    figure       what every result carries
"""
