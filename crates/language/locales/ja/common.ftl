# 多くのページで使う語：事実の状態、ページ送り、一覧、空欄の表示。
common-yes = はい
common-no = いいえ
common-blank = 記録なし
common-ongoing = 継続中
common-no-source = 出典なし
common-in-language = { $language }
common-conflict = 資料間に相違あり

common-filter = 絞り込み
common-apply = 適用
common-clear = 絞り込みを解除
common-all = すべて
common-sort-up = 昇順に並べ替え
common-sort-down = 降順に並べ替え
common-download-csv = CSVをダウンロード
common-print = 印刷
common-show-all = すべて表示
common-as-table = 表で見る

common-pages = ページ
common-previous = 前へ
common-next = 次へ
common-page-of = { $last }ページ中{ $page }ページ目
common-rows-of = { $total }件中 { $from }～{ $to }件

common-empty = まだ記録がありません。
common-empty-filter = 条件に合う記録がありません。条件を減らすか、絞り込みを解除してください。
common-empty-search = 「{ $query }」に一致する記録はありません。
