# Numbers and amounts. The numbers come as texts, already grouped.
number-range = { $low }–{ $high }
money-amount = { $currency } { $amount }
money-high = { $amount } trillion
money-middle = { $amount } billion
money-low = { $amount } million
