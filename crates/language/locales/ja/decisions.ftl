# 回答についての決定と、そこから学ぶこと。
field-decisions-need = ニーズ
field-decisions-text = 質問
field-decisions-place = 場所
field-decisions-sector = 分野
field-decisions-answer = 回答
field-decisions-verdict = 決定
field-decisions-reason = 理由
field-decisions-decided = 決定日
field-decisions-by = 決定者
field-decisions-snapshot = 決定時の評価

decisions = 決定
decisions-note = これらの回答についてこの事務所が決めたことです。後の決定が優先します。
decisions-decide = 決める
decisions-shortlist = 候補にする
decisions-choose = 採用する
decisions-reject = 不採用にする
decisions-reason = 不採用の理由
decisions-by = { $by }、{ $date }
decisions-tune = 決定は renkei tune を実行したときにだけ順位に反映されます。

error-stale = この送信は受け付けられません
error-stale-what = ページを開いてから時間がたちすぎたか、このサーバーのページから送られたものではありません。
error-stale-todo = 戻ってページを読み込み直し、もう一度決定してください。何も保存されていません。
error-forbidden = この操作はできません
error-forbidden-what = この事務所での役割では、この操作はできません。
error-forbidden-todo = 事務所の管理者に役割の変更を頼むか、別の人としてサインインしてください。
error-expected-given = 値（空欄です）
