# 数と金額。数は桁区切り済みの文字列で入る。
number-range = { $low }～{ $high }
money-amount = { $amount }{ $currency }
money-high = { $amount }兆
money-middle = { $amount }億
money-low = { $amount }万
