# 回答についての判断の項目。
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
