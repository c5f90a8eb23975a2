# どのページにもある部分。
layout-skip = 本文へ移動
layout-navigation = 主なページ
layout-path = 現在の位置
layout-desk = デスク
layout-partners = 連携都市
layout-needs = ニーズ
layout-projects = 案件
layout-results = 成果
layout-more = その他
layout-search = 検索
layout-search-label = 記録全体を検索
layout-search-hint = 検索（/ キー）
layout-demo = デモ用データ
layout-sources = 各事実の出典は、その横に示しています。
layout-sources-link = 出典一覧
layout-licence = Renkei は Apache License 2.0 のオープンソフトウェアです。
