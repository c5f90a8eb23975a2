# すべての場所の成果と、指標ごとの比較。
results-lead = 測定値{ $count }件と、受注・効果・表彰の記録
results-indicators = 指標ごとの比較
results-all-values = 測定値の一覧
results-contracts = 受注
results-contract = 受注した案件
results-companies = 企業
results-no-amount = 金額の記録なし
results-no-company = 企業名の記録なし
results-lead-body = 実施主体：
results-all-contracts = 受注の一覧
results-account = 地元側が得た効果（連携先別）
results-account-note = 効果の種類ごとの件数です。金額は資料にあるもののみです。
results-through = 連携先
results-total = 効果
results-all-benefits = 効果の一覧
results-more-partners = ここに示したほかにも連携先の記録があります。
results-recognitions = 表彰とそれ以前の成果

results-values = 全{ $all }件中{ $count }件
results-everywhere = すべての場所
results-narrow = 国で絞り込む
results-cut = 並べきれない件数の値があります。国で絞り込んでください。
results-none-here = この場所には、この指標の値の記録がありません。
results-side-by-side = 比較
results-change = 変化
results-every-value = すべての値と出典
results-needs = 基準値のあるニーズ
