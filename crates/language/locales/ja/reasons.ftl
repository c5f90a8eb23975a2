# Why something fits a need, for the pages and the command line. The names of the criteria stand at bars: keep them short.
reason-words = 言葉の一致
reason-concepts = 主題の一致
reason-sector = 分野の一致
reason-proven = 記録された成果
reason-place = 当地での取組
reason-precedent = 類似事例での活用
reason-problems = 同じ悩み
reason-form = 支援の形
reason-limits = 制約
reason-rules = 要件
reason-purpose = 対象となる内容
reason-form-asked = 希望あり
reason-form-unasked = 希望なし
reason-scale = 想定する規模や予算が異なります。
reason-rule-pass = 満たす
reason-rule-fail = 満たさない
reason-rule-unknown = 不明
form-training = 研修
form-visit = 視察
form-expert = 専門家の派遣
form-plan = 計画づくり
form-money = 資金
form-company = 企業間の橋渡し
form-equipment = 機器・技術
form-exchange = 都市間の意見交換

reason-line = { $name }：{ $facts }
reason-noted = { $text }（{ $note }）
reason-quoted = 「{ $text }」
reason-between = 、
reason-apart = ；
reason-more = ほか{ $count }件
reason-share = { $percent } %
reason-alike = 類似度{ $share }
reason-wider = 当地を含む国・地域

# How a concept of the record meets one of the need; $words are those of the need that raised it.
reason-raised = { $met }（{ $words }から）
reason-link-same = { $to }に関するもの
reason-link-remedy = { $to }は{ $from }への対策
reason-link-cause-remedy = { $to }は{ $from }の原因への対策
reason-link-cause = { $to }は{ $from }の原因
reason-link-narrower = { $to }は{ $from }の一種または一部
reason-link-broader = { $to }は{ $from }を含む広い主題
reason-link-related = { $to }は{ $from }と関わりが深い

# One short sentence: clauses in a row, the first letter raised.
why-sentence = { $clauses }。
why-apart = 、
why-words = { $words }の語が共通
why-sector = 同じ分野（{ $sector }）
why-link-same = { $to }に関するもの
why-link-both = { $one }と{ $other }に関するもの
why-link-remedy = { $from }への対策となる{ $to }
why-link-cause-remedy = { $from }の原因への対策となる{ $to }
why-link-cause = { $from }の原因である{ $to }
why-link-narrower = { $from }に含まれる{ $to }
why-link-broader = { $from }を含む{ $to }
why-link-related = { $from }と関わりの深い{ $to }
why-proven = 記録された成果{ $count }件
why-place = { $place }での取組実績あり
why-wider = { $place }の他の地での取組実績あり
why-precedent = 類似事例での活用{ $count }件
why-problem = 「{ $problem }」という悩みに応える
why-form = { $form }である
why-limits = 合わない制約が{ $count }件ある
why-rules = { $open ->
    [0] 要件を満たす
   *[other] 分かる範囲で要件を満たし、{ $open }件は確認が必要
}
why-purpose = 対象は{ $purpose }

# How far to trust an answer; $meant names what was understood.
verdict-line = { $title }。{ $why }
verdict-fits = このニーズに応えられる記録があります
verdict-fits-meant = { $meant }のことと理解しました。これに関する技術・ノウハウなどが記録にあります。
verdict-fits-plain = 言葉や分野の一致する記録があります。
verdict-only-near = このニーズにぴったり合う記録はありません
verdict-only-near-meant = { $meant }のことと理解しました。関連する記録はありますが、これを直接扱うものはありません。
verdict-only-near-plain = 言葉の重なる記録はありますが、求められていることを直接扱うものはありません。
verdict-nothing-on-record = このニーズに関する記録はありません
verdict-nothing-on-record-meant = { $meant }のことと理解しましたが、これを扱う技術・ノウハウなどは記録にありません。
verdict-nothing-on-record-plain = これを扱う技術・ノウハウなどは記録にありません。
verdict-outside-field = このニーズに合う記録はありません
verdict-outside-field-meant = 文章のうち当方の取組分野につながるのは{ $meant }だけでした。
verdict-outside-field-plain = 文章から当方の取組分野につながる主題を読み取れませんでした。
verdict-too-short = 何が必要かを判断するには文章が短すぎます
verdict-too-short-meant = { $meant }のことかもしれません。
verdict-too-short-plain = 一語や二語ではいくつもの意味に取れます。
verdict-no-text = まだ探すものがありません
verdict-no-text-meant = 何が必要かを示す言葉が文章にありません。
verdict-no-text-plain = 何が必要かを示す言葉が文章にありません。

# Added where something is listed although it does not fit.
verdict-listed = { $why }以下は近いものにとどまります。
