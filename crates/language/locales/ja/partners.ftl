# 連携都市と、場所ごとの歩み。
partners-count = 地元以外の連携先 { $count }か所（都市・地域・国。施設や現地の団体の記録を含む）
partners-empty = 連携先の記録はまだありません。案件・協定・ニーズのある地元以外の場所がここに並びます。
partners-name = 名称
partners-country = 国
partners-sector = 分野
partners-since = 開始
partners-agreements = 協定
partners-projects = 案件
partners-needs = ニーズ
partners-results = 測定値
partners-sectors = 分野
partners-last = 最近の動き
partners-more-sectors = ほか{ $count }分野

story-kind-in = { $place }の{ $kind }
story-cooperation = 協力の開始
story-begins = 最初の記録：
story-contents = 記録の内容
story-bare = この場所の名称のほかに、まだ記録がありません。
story-cut = 1ページに収まらない記録があります。全件の一覧：
story-and = 、
story-of = { $indicator }（{ $subject }）

story-sectors = 分野ごとの開始年
story-sectors-home = 協力している分野
story-sectors-short = 分野
story-first = { $year }～
story-no-sector = 分野の記録なし

story-timeline = 年表
story-timeline-of = { $place }との協力の年表
story-today = 今日
story-undated = 日付の記録がないもの
story-key = 年表の見方
story-key-fading = 終了が未定または記録なし
story-key-soft = 年までの記録
story-goes-on = 継続中の協力
story-done = これまでの協力
story-partner-projects = { $place }（{ $count }）
story-partner-fact = { $place }：{ $about }
story-visits = 首長等の訪問
story-fact = { $title }（{ $about }）出典：{ $source }
story-fact-unsourced = { $title }（{ $about }）出典なし
story-from-to = { $start }～{ $end }
story-since = { $start }から継続中
story-from = { $start }から（終了の記録なし）
story-to = { $end }まで
story-no-date = 時期の記録なし
story-fact-name = 事実
story-when = 時期
story-what = 内容

story-gives = 協力先
story-inside = 国内の連携先
story-partner = 連携先
story-since-head = 開始
story-projects = 案件

story-agreements = 協定
story-agreement = 協定
story-signed = 締結
story-term = 期間・更新
story-term-ends = 期限 { $date }
story-renewed = 更新：
story-parties = 当事者
story-source = 出典

story-needs = ニーズとその対応
story-need = ニーズ
story-raised = 時期
story-answers = 対応した案件
story-unanswered = 対応した案件の記録がありません。
story-find-answer = 対応策を探す
story-with = 活用：
story-baseline = { $indicator }：{ $value }

story-results = 成果
story-subject = 測定の対象
story-value = 値
story-note = 注記
story-indicator = 指標
story-values = その他の値
story-show-values = その他の値 { $count }件
story-first-value = 最初の値
story-last-value = 最新の値

story-benefits = 得られた効果
story-gained-home = 地元側
story-gained-partner = 相手側
story-gain = 効果
story-gain-kind = 種類
story-for = 効果のあった場所
story-through = 協力先
story-amount = 金額
story-amounts = 地元側の金額の合計：
story-amounts-note = （資料に金額のあるもののみ）

story-recognitions = 表彰・評価
story-recognition = 表彰・評価
story-before = それ以前の成果の記録
story-before-note = 各表彰の横に、その前（一つ上の表彰より後）の日付の成果を並べています。前後関係であり、因果関係を示すものではありません。
story-results-in = 成果のあった場所：
story-more-before = ほかに{ $count }件
story-given-by = 授与：

story-spread = 展開先
story-spread-from = ここから
story-spread-to = ここへ
story-spread-way = 展開元と展開先
story-practice = 技術・取組
story-how = 経緯

story-activities = 活動
story-activity = 活動
story-show-activities = 活動 { $count }件
story-show-elsewhere = 現地の団体が参加した他の場所の案件 { $count }件
story-people = 人数
story-project = 案件
story-stage = 段階
story-place = 場所

story-bodies = 団体・ネットワーク・場所
story-networks = ネットワーク・協会
story-member-since = { $date }から
story-places = 域内の場所
story-policies = 政策・計画
story-policy = 政策・計画
story-show-policies = 政策・計画 { $count }件
story-owner = 策定者
story-summary = 概要

story-conflicts = 資料間の相違
story-dispute-about = 対象
story-one-source = 一方の資料
story-other-source = 他方の資料
story-used = 採用した値

story-sources = 出典
story-facts = { $count }件の事実
story-record = この場所の全項目

map-credit = 海岸線・国境：Natural Earth
