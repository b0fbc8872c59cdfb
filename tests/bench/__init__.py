"""Measures, apart from the tests: `make bench`. Ratios taken in one run; these machines are shared and noisy."""
