# 多くのページで使う語：事実の状態、ページ送り、一覧、空欄の表示。
common-blank = 記録なし
common-no-source = 出典なし
common-conflict = 資料間に相違あり

common-filter = 絞り込み
common-apply = 適用
common-clear = 絞り込みを解除
common-all = すべて
common-as-table = 表で見る

common-pages = ページ
common-previous = 前へ
common-next = 次へ
common-page-of = { $last }ページ中{ $page }ページ目

common-empty-filter = 条件に合う記録がありません。条件を減らすか、絞り込みを解除してください。
common-empty-search = 「{ $query }」に一致する記録はありません。
